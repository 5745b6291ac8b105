"""What the next check keeps of those before it, and what one of them says of hip extension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from guywire.body.measure import ReadingError
from guywire.care.motion import Motion
from guywire.care.vocabulary import Side
from guywire.clinic.checks.measuring import measure_side
from guywire.clinic.checks.record import Before, Check, EarlierSide, SideReadings

EARLIER_AT_MOST = 24
"""Under a hundred bytes each on the device: the first of each side, and then the newest."""


def carried_over(check: Check) -> tuple[EarlierSide, ...]:
    """What the next check keeps of this one and those before it."""
    every = _days(check)
    hung = [one for one in every if one.readings.thigh]
    first = [next((one for one in hung if one.side is side), None) for side in Side]
    begun = [one for one in every if one in first]
    later = [one for one in every if one not in first]
    return tuple(begun + later[-(EARLIER_AT_MOST - len(begun)) :])


def _days(check: Check) -> list[EarlierSide]:
    today = [
        EarlierSide(check.on, side, readings.in_tenths())
        for side, readings in check.measured_sides.items()
    ]
    return [*check.earlier, *today]


def motion_of(on: date, side: Side, readings: SideReadings) -> Motion | None:
    """None for the knee alone and for readings that cannot be right: they say nothing of it."""
    if not readings.thigh:
        return None
    try:
        hip = measure_side(readings).hip_extension_deg
    except ReadingError:
        return None
    return Motion(on, side, round(hip.value_deg, 1), round(hip.sd_deg, 1))


def days_in_words(days: Iterable[Before], last: date) -> str:
    """Day after day; the one that is also the last is told from it."""
    times = Counter(one.on for one in days)
    return "; ".join(_day(on, count, last) for on, count in times.items())


def _day(on: date, count: int, last: date) -> str:
    words = f"{on:%B} {on.day}, {on.year}"
    often = f" ({count} times)" if count > 1 else ""
    return f"{words}{often}, earlier that day" if on == last else words + often
