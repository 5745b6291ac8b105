"""A fixed cast for the rules: days, answers and sessions that the tests pick from."""

from datetime import UTC, date, datetime, timedelta

from guywire.care.screening import ITEM_IDS, screen
from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch

MONDAY = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)
ALL_NO = dict.fromkeys(ITEM_IDS, False)
CLEAR = screen(ALL_NO)


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def on(number: int) -> date:
    return day(number).date()


def ticked(*items: str) -> dict[str, bool]:
    return ALL_NO | dict.fromkeys(items, True)


def session(
    number: int,
    feeling: Feeling | None = Feeling.SAME,
    *,
    comfortable: bool | None = True,
    stopped: Stopped | None = None,
) -> Session:
    hold = Hold(Stretch.SUPINE, Side.LEFT, 180, 60 if stopped else 180, 0, stopped)
    return Session(f"session-{number:03}", day(number), (hold,), 4, comfortable, feeling)
