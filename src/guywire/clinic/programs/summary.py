"""Sessions in a sentence, because a sentence says it better than a chart."""

from collections import Counter

from guywire.care.session import Session
from guywire.care.vocabulary import Feeling

ONE = {
    Feeling.BETTER: "a little better",
    Feeling.SAME: "the same",
    Feeling.WORSE: "worse",
}


def in_words(
    sessions: tuple[Session, ...], earlier: int = 0, earlier_feelings: tuple[int, ...] = ()
) -> str:
    """“5 sessions so far. Afterwards your back felt a little better 3 times, the same twice.”

    `earlier` sessions are known by number only, and by how they ended, in the order of `Feeling`.
    """
    total = len(sessions) + earlier
    if not total:
        return "No sessions yet."
    counts = Counter(session.feeling for session in sessions if session.feeling)
    counts.update(dict(zip(Feeling, earlier_feelings, strict=False)))
    parts = [f"{ONE[feeling]} {times(counts[feeling])}" for feeling in Feeling if counts[feeling]]
    so_far = "1 session so far." if total == 1 else f"{total} sessions so far."
    return f"{so_far} Afterwards your back felt {', '.join(parts)}." if parts else so_far


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
