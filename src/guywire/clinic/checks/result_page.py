"""What the result page shows, worked out from one check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from guywire.body.evidence import finding as published
from guywire.body.fit.short import SOURCES
from guywire.body.measure import Reading
from guywire.care.findings import Finding
from guywire.care.program import NextStep, prescribe
from guywire.care.vocabulary import Group, Side, Stretch, Verdict
from guywire.clinic.checks.pictures import RangePicture, range_picture
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check
from guywire.hips.fitting import Fitted, FittedGroup, Next, angle_read
from guywire.hips.motion import days_text
from guywire.hips.numbers import written
from guywire.hips.readings import HANGING, Before, SideReadings, trials_of

TAGS = {
    Verdict.SHORT: ("tag--warn", "Short"),
    Verdict.BORDERLINE: ("tag--brand", "Too close to call"),
    Verdict.FINE: ("tag--good", "Long enough"),
}
PROLONGED_SITTING_HOURS = 7
SITTING_STUDY = "F01"
WORTH_TAKING = 0.05
"""A further reading that removes less than this share of what is open is not asked for."""


@dataclass(frozen=True)
class SideResult:
    """One muscle group on one side. `read_deg` is what was read, if its own angle was."""

    fitted: FittedGroup
    read_deg: float | None

    @property
    def finding(self) -> Finding:
        return self.fitted.finding

    @property
    def side(self) -> Side:
        return self.finding.side

    @property
    def tag(self) -> tuple[str, str]:
        return TAGS[self.finding.verdict]

    @property
    def because(self) -> str:
        """Short or stiff; said only of a muscle that is tight."""
        return self.finding.because.sentence if self.finding.verdict is Verdict.SHORT else ""

    @property
    def picture(self) -> RangePicture:
        return range_picture(self.fitted.among.place)

    @property
    def place(self) -> tuple[int, int, int]:
        """How many of 100 people are shorter: at least, most likely, at most."""
        place = self.fitted.among.place
        return round(100 * place.low), round(100 * place.median), round(100 * place.high)

    @property
    def moved(self) -> str:
        if self.read_deg is None:
            return "It follows from what else was read of this leg."
        degrees = written(round(abs(self.read_deg)))
        if self.finding.group is Group.RECTUS_FEMORIS:
            return f"Your knee hung bent {degrees}°."
        if self.read_deg >= 0:
            return f"Your thigh went {degrees}° behind your pelvis."
        return f"Your thigh stopped {degrees}° short of straight."

    @property
    def degrees(self) -> str:
        return written(round(self.fitted.angle_deg.median))

    @property
    def band(self) -> tuple[str, str]:
        low, high = self.fitted.angle_deg.low, self.fitted.angle_deg.high
        return written(round(low)), written(round(high))

    @property
    def percent_short(self) -> int:
        return self.finding.percent_short


@dataclass(frozen=True)
class GroupResult:
    group: Group
    sides: tuple[SideResult, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return SOURCES[self.group.value]


@dataclass(frozen=True)
class ReadingRow:
    side: Side
    reading: Reading

    @property
    def spot(self) -> str:
        return self.reading.name.replace("prone_knee", "knee bend")

    @property
    def repeats(self) -> str:
        return ", ".join(f"{written(value)}°" for value in self.reading.repeats_deg)

    @property
    def spread(self) -> str:
        repeats = self.reading.repeats_deg
        if len(repeats) == 1:
            return "one reading"
        return f"{written(max(repeats) - min(repeats))}° apart"


@dataclass(frozen=True)
class OtherDays:
    """Earlier days that fared alike on these sides."""

    sides: tuple[Side, ...]
    days: str

    @property
    def where(self) -> str:
        return " and ".join(side.label for side in self.sides)


@dataclass(frozen=True)
class Invitation:
    """The one further reading to offer, in words: what, why, how much it would help, and where."""

    ask: str
    for_staff: str
    why: str
    url: str
    percent: int

    @property
    def at_visit(self) -> bool:
        return self.url == reverse("visits")


def context(check: Check) -> dict[str, Any]:
    found = fitted_in(check)
    program = prescribe(found.findings, check.screening)
    lasts = check.last_reads
    measured = {side: last.readings for side, last in lasts.items()}
    hung = {side: readings for side, readings in measured.items() if readings.thigh}
    return {
        "check": check,
        "groups": tuple(group_results(found, measured)),
        "headline": headline(found),
        "program": program,
        "goes_on_to_program": program.next_step is NextStep.STRETCH,
        "nothing_short": bool(found.findings) and all_fine(found.findings),
        "again": [(again, page_of(again.side, again.reading)) for again in found.again],
        "next": invitation(found, check),
        "reasons": check.screening.reasons,
        "rows": [ReadingRow(side, read) for side in measured for read in trials_of(measured[side])],
        "counted": other_days(check, {side: one.counted for side, one in found.sides.items()}),
        "left_out": other_days(check, {side: one.left_out for side, one in found.sides.items()}),
        "read_once": any(
            len(read.repeats_deg) == 1
            for readings in measured.values()
            for read in trials_of(readings)
        ),
        "no_pelvis": [side for side, readings in hung.items() if not readings.pelvis],
        "no_shin": [side for side, readings in hung.items() if not readings.shin],
        "measured_before": [(side, last.on) for side, last in lasts.items() if last.on != check.on],
        "not_measured": [side for side in Side if side not in measured],
        "not_hung": [side for side in measured if side not in hung],
        **_week(check),
    }


def group_results(found: Fitted, measured: dict[Side, SideReadings]) -> list[GroupResult]:
    results = []
    for group in Group:
        sides = tuple(
            _side_result(side.groups[group], measured[side.side])
            for side in found.sides.values()
            if group in side.groups
        )
        if sides:
            results.append(GroupResult(group, sides))
    return results


def _side_result(fitted: FittedGroup, readings: SideReadings) -> SideResult:
    angle = angle_read(fitted.finding.group, readings)
    return SideResult(fitted, angle.value_deg if angle else None)


def other_days(check: Check, days: Mapping[Side, tuple[Before, ...]]) -> tuple[OtherDays, ...]:
    """One entry for all sides that have the same days."""
    sides: dict[str, list[Side]] = {}
    for side, before in days.items():
        if before:
            sides.setdefault(days_text(before, check.on), []).append(side)
    return tuple(OtherDays(tuple(alike), words) for words, alike in sides.items())


def all_fine(findings: tuple[Finding, ...]) -> bool:
    return all(finding.verdict is Verdict.FINE for finding in findings)


def headline(found: Fitted) -> str:
    findings = found.findings
    short = [finding for finding in findings if finding.verdict is Verdict.SHORT]
    if found.again:
        return "Please take one reading again"
    if not findings:
        return "You have not typed any readings yet"
    if not short:
        fine = all_fine(findings)
        return "Nothing we measured looks short" if fine else "Too close to call"
    if len(short) == 1:
        return f"Your {short[0].side.label} {short[0].group.label} looks short"
    return f"{len(short)} of the {len(findings)} muscles we measured look short"


ASK = {
    "pelvis": "Read the pelvis of the {side} leg",
    "shin": "Read the shin of the {side} leg",
    "prone_knee": "Lie on your stomach and bend the {side} knee",
    "by_clinician": "Let a therapist measure",
    "by_clinician_again": "Let a therapist measure again",
}
FOR_STAFF = {
    "pelvis": "pelvis",
    "shin": "shin",
    "prone_knee": "prone knee bend",
    "by_clinician": "the hanging leg by your own hand",
}
WHY = {
    "pelvis": "Without it, a flat or an arched back can look like a short or a long hip.",
    "shin": "How far the knee hangs bent tells how much of it is the front thigh muscle.",
    "prone_knee": "That stretches the front thigh muscle further than the hanging leg does, so it "
    "tells that muscle from the deep hip muscle.",
    "by_clinician": "A therapist places the level about twice as exactly, and the visit is free.",
    "by_clinician_again": "What a therapist read before is counted, for less the longer ago. A "
    "therapist places the level about twice as exactly.",
}


def invitation(found: Fitted, check: Check) -> Invitation | None:
    if found.again or all_fine(found.findings):
        return None
    on_stomach = Stretch.PRONE in check.screening.allowed
    best = found.next_reading(on_stomach=on_stomach)
    if best is None or best.reading.narrows_by < WORTH_TAKING:
        return None
    return _invite(best, found)


def _invite(best: Next, found: Fitted) -> Invitation:
    name = best.reading.reading
    hip = found.sides[best.side].groups.get(Group.ILIOPSOAS)
    again = name == "by_clinician" and hip is not None and hip.finding.by_therapist
    said = f"{name}_again" if again else name
    return Invitation(
        ASK[said].format(side=best.side.label),
        f"{FOR_STAFF[name]}, {best.side.label}",
        WHY[said],
        page_of(best.side, name),
        round(100 * best.reading.narrows_by),
    )


def page_of(side: Side, reading: str) -> str:
    """The page on which a reading is typed; a therapist's is taken at a visit."""
    if reading == "prone_knee":
        return reverse("check_knee_bend", args=[side.value])
    if reading in HANGING:
        return reverse("check_side", args=[side.value])
    return reverse("visits")


def _week(check: Check) -> dict[str, Any]:
    sits_long = check.sitting_hours is not None and check.sitting_hours > PROLONGED_SITTING_HOURS
    return {"sits_long": sits_long, "sitting_study": published(SITTING_STUDY)}
