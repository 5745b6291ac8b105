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
    day: date, start: time, end: time, zone: ZoneInfo, minutes: int
) -> Iterator[datetime]:
    """UTC starts of visits of this length, one after the other, while the clock shows start–end."""
    length = timedelta(minutes=minutes)
    wall, last = datetime.combine(day, start), datetime.combine(day, end) - length
    while wall <= last:
        at = moment(wall, zone)
        if at is not None:
            yield at
        wall += length


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The UTC moment a day begins by this zone's clock."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def quarters(at: datetime, minutes: int) -> range:
    """The quarter hours since 1970 that a visit fills."""
    first = int(at.timestamp()) // QUARTER_SECONDS
    return range(first, first + minutes // 15)


def on_the_quarter(at: datetime) -> bool:
    return at.timestamp() % QUARTER_SECONDS == 0
