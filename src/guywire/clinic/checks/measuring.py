"""Where a reading becomes a finding: the engine measures, the rule of care finds the word."""

from __future__ import annotations

from collections.abc import Mapping

from guywire.body import measure
from guywire.body.measure import Angle, Measurement
from guywire.care.findings import Finding
from guywire.care.vocabulary import Group, Side
from guywire.clinic.checks.record import SideReadings


def measure_side(readings: SideReadings) -> Measurement:
    """Raises guywire.body.measure.ReadingError for a reading that cannot be right."""
    return measure(readings.pelvis or None, readings.thigh, readings.shin or None)


def findings_of(side: Side, measurement: Measurement) -> tuple[Finding, ...]:
    """One finding per muscle group that was read; a group without a reading has none."""
    found = (finding_of(side, group, measurement) for group in Group)
    return tuple(finding for finding in found if finding)


def finding_of(side: Side, group: Group, measurement: Measurement) -> Finding | None:
    """Its shortfall: how far the angle stays behind the one with even odds of being short."""
    found = measurement.groups[group.value]
    angle = angle_for(group, measurement)
    if found.probability_short is None or angle is None:
        return None
    shortfall_deg = found.reference.even_odds_deg - angle.value_deg
    return Finding(side, group, found.probability_short, shortfall_deg)


def angle_for(group: Group, measurement: Measurement) -> Angle | None:
    """The angle that speaks for the group; None when it was not read."""
    if group is Group.ILIOPSOAS:
        return measurement.hip_extension_deg
    return measurement.knee_flexion_deg


def all_findings(sides: Mapping[Side, SideReadings]) -> tuple[Finding, ...]:
    return tuple(
        finding
        for side, readings in sides.items()
        for finding in findings_of(side, measure_side(readings))
    )
