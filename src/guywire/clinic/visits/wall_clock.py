"""From hours on a clock on the wall to moments in time, across both daylight-saving Sundays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER_SECONDS = 15 * 60


def moment(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """The UTC moment the clock first shows this; None in the hour that spring skips."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    return at if at.astimezone(zone).replace(tzinfo=None) == wall else None


def starts_between(
    day: date, start: time, end: time, zone: ZoneInfo, minutes: int, step: int | None = None
) -> Iterator[datetime]:
    """UTC starts of visits of this length, `step` minutes apart, while the clock shows start–end.

    Without a step they follow one another. Where spring skips an hour, a start that the visit
    before still fills is left out.
    """
    length, apart = timedelta(minutes=minutes), timedelta(minutes=step or minutes)
    wall, closing = datetime.combine(day, start), datetime.combine(day, end)
    free_from = datetime.min.replace(tzinfo=UTC)
    while wall + length <= closing:
        at = moment(wall, zone)
        wall += apart
        if at is None or at < free_from:
            continue
        free_from = at + apart
        if (at + length).astimezone(zone).replace(tzinfo=None) <= closing:
            yield at


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The UTC moment a day begins by this zone's clock."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def quarters(at: datetime, minutes: int) -> range:
    """The quarter hours since 1970 that a visit fills."""
    first = int(at.timestamp()) // QUARTER_SECONDS
    return range(first, first + minutes // 15)


def next_quarter(at: datetime) -> datetime:
    """The quarter hour that begins then, or next after it."""
    past = at.timestamp() % QUARTER_SECONDS
    return at + timedelta(seconds=QUARTER_SECONDS - past) if past else at


def on_the_quarter(at: datetime) -> bool:
    return at.timestamp() % QUARTER_SECONDS == 0
