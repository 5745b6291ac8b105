"""What the result page shows, worked out from one check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guywire.body.evidence import Source
from guywire.body.evidence import finding as published
from guywire.body.measure import Angle, Measurement, Reading, Reference
from guywire.care.findings import Finding
from guywire.care.program import NextStep, prescribe
from guywire.care.vocabulary import Group, Side, Verdict
from guywire.clinic.checks.measuring import angle_for, finding_of, measure_side
from guywire.clinic.checks.numbers import written
from guywire.clinic.checks.pictures import RangePicture, range_picture
from guywire.clinic.checks.record import Check

TAGS = {
    Verdict.SHORT: ("tag--warn", "Short"),
    Verdict.BORDERLINE: ("tag--brand", "Too close to call"),
    Verdict.FINE: ("tag--good", "Long enough"),
}
PROLONGED_SITTING_HOURS = 7
SITTING_STUDY = "F01"


@dataclass(frozen=True)
class SideResult:
    """One muscle group on one side, as it was read."""

    side: Side
    finding: Finding
    angle: Angle
    reference: Reference
    picture: RangePicture

    @property
    def tag(self) -> tuple[str, str]:
        return TAGS[self.finding.verdict]

    @property
    def moved(self) -> str:
        degrees = written(round(abs(self.angle.value_deg)))
        if self.finding.group is Group.RECTUS_FEMORIS:
            return f"Your knee hung bent {degrees}°."
        if self.angle.value_deg >= 0:
            return f"Your thigh went {degrees}° behind your pelvis."
        return f"Your thigh stopped {degrees}° short of straight."

    @property
    def degrees(self) -> str:
        return written(round(self.angle.value_deg))

    @property
    def band(self) -> tuple[str, str]:
        low, high = self.angle.interval_deg()
        return written(round(low)), written(round(high))

    @property
    def percent_short(self) -> int:
        """Kept off 0 and 100: no reading is that sure."""
        return min(max(round(100 * self.finding.probability_short), 1), 99)


@dataclass(frozen=True)
class GroupResult:
    group: Group
    sides: tuple[SideResult, ...]
    sources: tuple[Source, ...]

    @property
    def reference(self) -> Reference:
        return self.sides[0].reference


@dataclass(frozen=True)
class ReadingRow:
    side: Side
    reading: Reading

    @property
    def repeats(self) -> str:
        return ", ".join(f"{written(value)}°" for value in self.reading.repeats_deg)

    @property
    def spread(self) -> str:
        repeats = self.reading.repeats_deg
        if len(repeats) == 1:
            return "one reading; three would make us surer"
        return f"{written(max(repeats) - min(repeats))}° apart"


def context(check: Check) -> dict[str, Any]:
    measured = {side: measure_side(readings) for side, readings in check.measured_sides.items()}
    groups = tuple(
        result for group in Group if (result := group_result(group, measured)) is not None
    )
    findings = tuple(side.finding for group in groups for side in group.sides)
    program = prescribe(findings, check.screening)
    return {
        "check": check,
        "groups": groups,
        "headline": headline(findings),
        "program": program,
        "goes_on_to_program": program.next_step is NextStep.STRETCH,
        "reasons": check.screening.reasons,
        "rows": [ReadingRow(side, read) for side in measured for read in measured[side].readings],
        "no_pelvis": [side for side in measured if not measured[side].pelvis_read],
        "no_shin": [side for side in measured if measured[side].knee_flexion_deg is None],
        "not_measured": [side for side in Side if side not in measured],
        **_week(check),
    }


def group_result(group: Group, measured: dict[Side, Measurement]) -> GroupResult | None:
    sides = tuple(
        result
        for side, measurement in measured.items()
        if (result := side_result(side, group, measurement)) is not None
    )
    if not sides:
        return None
    first = next(iter(measured.values()))
    return GroupResult(group, sides, _sources(first.groups[group.value].sources))


def side_result(side: Side, group: Group, measurement: Measurement) -> SideResult | None:
    found = finding_of(side, group, measurement)
    angle = angle_for(group, measurement)
    if found is None or angle is None:
        return None
    reference = measurement.groups[group.value].reference
    return SideResult(side, found, angle, reference, range_picture(group, angle, reference))


def headline(findings: tuple[Finding, ...]) -> str:
    short = [finding for finding in findings if finding.verdict is Verdict.SHORT]
    if not findings:
        return "You have not typed any readings yet"
    if not short and all(finding.verdict is Verdict.FINE for finding in findings):
        return "Nothing we measured looks short"
    if not short:
        return "Too close to call"
    if len(short) == 1:
        return f"Your {short[0].side.label} {short[0].group.label} looks short"
    return f"{len(short)} of the {len(findings)} muscles we measured look short"


def _sources(ids: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(published(id_).source for id_ in ids))


def _week(check: Check) -> dict[str, Any]:
    sits_long = check.sitting_hours is not None and check.sitting_hours > PROLONGED_SITTING_HOURS
    return {"sits_long": sits_long, "sitting_study": published(SITTING_STUDY)}
