"""How far back a hip goes, day by day, in the words of care."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from guywire.body.measure import ReadingError
from guywire.care.motion import Motion
from guywire.care.vocabulary import Side
from guywire.care.words import Message, counted, joined
from guywire.hips.readings import Before, SideReadings, measure_side


def motion_of(on: date, side: Side, readings: SideReadings) -> Motion | None:
    """Return the hip extension of one day. None without a thigh or with impossible readings."""
    if not readings.thigh:
        return None
    try:
        # Not from the standing pelvis: what is the same on every day cancels in a change.
        hip = measure_side(replace(readings, standing=())).hip_extension_deg
    except ReadingError:
        return None
    return Motion(on, side, round(hip.value_deg, 1), round(hip.sd_deg, 1))


def days_text(days: Iterable[Before], last: date) -> Message:
    """List days as text. An earlier measurement of the last day itself is called that."""
    times = Counter(day.on for day in days)
    return joined([_day_text(on, count, last) for on, count in times.items()])


def _day_text(on: date, count: int, last: date) -> Message:
    if on == last:
        return counted("earlier that day", "earlier that day ({count} times)", count)
    return counted("{day}", "{day} ({count} times)", count, day=on)
