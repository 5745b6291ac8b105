"""What the people in these tests did: sessions and scores on given days."""

from datetime import UTC, date, datetime, timedelta

from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch

MONDAY = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)


def session(
    number: int,
    feeling: Feeling = Feeling.SAME,
    *,
    stopped: Stopped | None = None,
    note: str = "",
) -> Session:
    first = Hold(Stretch.SUPINE, Side.LEFT, 180, 60 if stopped else 180, 1, stopped)
    rest = tuple(
        Hold(stretch, side, 180, 180)
        for stretch, side in (
            (Stretch.SUPINE, Side.RIGHT),
            (Stretch.PRONE, Side.LEFT),
            (Stretch.PRONE, Side.RIGHT),
        )
    )
    return Session(
        id=f"{number * 7919 % 10**12:012d}",
        started_at=MONDAY + timedelta(days=number),
        holds=(first,) if stopped else (first, *rest),
        before=4,
        comfortable=stopped is None,
        feeling=feeling,
        note=note,
    )


def score(day: int, pain: int) -> WeeklyScore:
    return WeeklyScore(date(2026, 3, 2) + timedelta(days=day), pain)


def questionnaire(day: int, many: int) -> Questionnaire:
    return Questionnaire(date(2026, 3, 2) + timedelta(days=day), frozenset(range(1, many + 1)))
