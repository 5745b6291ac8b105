"""Hip extension over the checks of one person, as measured each time, with its own error."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from guywire.body.measure import ReadingError
from guywire.care.motion import Motion
from guywire.care.vocabulary import Side
from guywire.clinic.checks.measuring import measure_side
from guywire.clinic.checks.record import Check, SideReadings

SIDES = tuple(Side)
EARLIER_AT_MOST = 24
"""About twenty bytes each on the device: the first of each side, and then the newest."""


def so_far(check: Check) -> tuple[Motion, ...]:
    """Every measurement up to this check, oldest first."""
    return (*(unpacked(one) for one in check.earlier), *motions_of(check))


def carried_over(check: Check) -> tuple[list[int], ...]:
    """What the next check keeps of this one and those before it."""
    every = so_far(check)
    first = [next((one for one in every if one.side is side), None) for side in SIDES]
    begun = [one for one in every if one in first]
    later = [one for one in every if one not in first]
    kept = begun + later[-(EARLIER_AT_MOST - len(begun)) :]
    return tuple(packed(one) for one in kept)


def motions_of(check: Check) -> list[Motion]:
    """The hips of this check; readings that cannot be right, or of the knee alone, say nothing."""
    on = timezone.localtime(check.started_at).date()
    found = (_motion(on, side, readings) for side, readings in check.measured_sides.items())
    return [motion for motion in found if motion]


def _motion(on: date, side: Side, readings: SideReadings) -> Motion | None:
    if not readings.thigh:
        return None
    try:
        hip = measure_side(readings).hip_extension_deg
    except ReadingError:
        return None
    return Motion(on, side, round(hip.value_deg, 1), round(hip.sd_deg, 1))


def packed(motion: Motion) -> list[int]:
    tenths = (round(10 * motion.extension_deg), round(10 * motion.sd_deg))
    return [motion.on.toordinal(), SIDES.index(motion.side), *tenths]


def unpacked(kept: list[Any]) -> Motion:
    on, side, extension, sd = kept
    return Motion(date.fromordinal(on), SIDES[side], extension / 10, sd / 10)
