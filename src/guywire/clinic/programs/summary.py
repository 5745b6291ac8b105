"""Sessions in a sentence, because a sentence says it better than a chart."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guywire.care.session import Session
from guywire.care.vocabulary import Feeling
from guywire.clinic.dates import and_list


def in_words(
    sessions: tuple[Session, ...], earlier: int = 0, earlier_feelings: tuple[int, ...] = ()
) -> str:
    """“5 sessions so far. Afterwards your back felt a little better 3 times and the same once.”

    `earlier` sessions are known by number only, and by how they ended, in the order of `Feeling`.
    """
    total = len(sessions) + earlier
    if not total:
        return _("No sessions yet.")
    counts = Counter(session.feeling for session in sessions if session.feeling)
    counts.update(dict(zip(Feeling, earlier_feelings, strict=False)))
    so_far = ngettext("{count} session so far.", "{count} sessions so far.", total)
    parts = [times_felt(feeling, counts[feeling]) for feeling in Feeling if counts[feeling]]
    if not parts:
        return so_far.format(count=total)
    felt = _("Afterward, your back felt {times}.").format(times=and_list(parts))
    return f"{so_far.format(count=total)} {felt}"


def times_felt(feeling: Feeling, count: int) -> str:
    if feeling is Feeling.BETTER:
        text = ngettext("a little better {count} time", "a little better {count} times", count)
    elif feeling is Feeling.SAME:
        text = ngettext("the same {count} time", "the same {count} times", count)
    else:
        text = ngettext("worse {count} time", "worse {count} times", count)
    return text.format(count=count)
