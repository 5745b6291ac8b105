"""What the result page shows, worked out from one check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guywire.body.evidence import finding as published
from guywire.body.fit.tightness import SOURCES
from guywire.body.measure import Reading
from guywire.care.findings import MuscleFinding
from guywire.care.motion import MotionChange
from guywire.care.program import NextStep, prescribe
from guywire.care.vocabulary import MuscleGroup, Side, Stretch, Verdict
from guywire.care.words import Message, joined, message
from guywire.clinic.checks.pictures import hips_picture
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.reading_errors import error_text
from guywire.clinic.checks.record import Check
from guywire.hips.findings import chance_sentence, headline, sentences
from guywire.hips.fitting import Fitted, FittedGroup, Next
from guywire.hips.motion import days_text, motion_of
from guywire.hips.numbers import written
from guywire.hips.readings import HANGING, Before, trials_of

TAGS = {
    Verdict.TIGHT: ("tag--warn", message("Tight")),
    Verdict.UNCLEAR: ("tag--brand", message("Not clear")),
    Verdict.NOT_TIGHT: ("tag--good", message("Not tight")),
}
PROLONGED_SITTING_HOURS = 7
SITTING_STUDY = "F01"
MIN_VARIANCE_REDUCTION = 0.05
"""A further reading that removes less than this share of what is open is not asked for."""


@dataclass(frozen=True)
class SideResult:
    """One muscle group on one side."""

    fitted: FittedGroup

    @property
    def finding(self) -> MuscleFinding:
        return self.fitted.finding

    @property
    def side(self) -> Side:
        return self.finding.side

    @property
    def tag(self) -> tuple[str, Message]:
        return TAGS[self.finding.verdict]

    @property
    def chance(self) -> Message:
        return chance_sentence(self.finding)

    @property
    def tighter_people(self) -> tuple[int, int]:
        """How many of 10 people are tighter: at least, at most."""
        people = self.fitted.percentile
        return round(10 * people.low), round(10 * people.high)

    @property
    def less(self) -> tuple[str, str, str]:
        """Degrees less than the median person: average, and the 80 % interval."""
        deficit = self.fitted.deficit_deg
        mean, low, high = (
            written(round(value)) for value in (deficit.mean, deficit.low, deficit.high)
        )
        return mean, low, high

    @property
    def interval(self) -> tuple[str, str]:
        low, high = self.fitted.angle_deg.low, self.fitted.angle_deg.high
        return written(round(low)), written(round(high))

    @property
    def percent_tight(self) -> int:
        return self.finding.percent_tight


@dataclass(frozen=True)
class GroupResult:
    group: MuscleGroup
    sides: tuple[SideResult, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return SOURCES[self.group.value]


SPOTS = {
    Side.LEFT: {
        "pelvis": _("Pelvis, left leg hanging"),
        "thigh": _("Left thigh"),
        "shin": _("Left shin"),
        "prone_knee": _("Left knee bend"),
        "standing_pelvis": _("Standing pelvis"),
    },
    Side.RIGHT: {
        "pelvis": _("Pelvis, right leg hanging"),
        "thigh": _("Right thigh"),
        "shin": _("Right shin"),
        "prone_knee": _("Right knee bend"),
        "standing_pelvis": _("Standing pelvis"),
    },
}


@dataclass(frozen=True)
class ReadingRow:
    side: Side
    reading: Reading

    @property
    def spot(self) -> str:
        return str(SPOTS[self.side][self.reading.name])

    @property
    def repeats(self) -> str:
        return ", ".join(f"{written(value)}°" for value in self.reading.trials_deg)

    @property
    def spread(self) -> str:
        repeats = self.reading.trials_deg
        if len(repeats) == 1:
            return gettext("1 reading")
        apart = written(max(repeats) - min(repeats))
        return gettext("{degrees}° apart").format(degrees=apart)


@dataclass(frozen=True)
class OtherDays:
    """Earlier days that fared alike on these sides."""

    sides: tuple[Side, ...]
    days: Message

    @property
    def where(self) -> Message:
        return joined([side.leg for side in self.sides])


@dataclass(frozen=True)
class TakeAgain:
    """A reading that cannot be right, in the words of the page."""

    side: Side
    reading: str
    text: str

    @property
    def url(self) -> str:
        return page_of(self.side, self.reading)


@dataclass(frozen=True)
class Invitation:
    """The one further reading to offer, in words: what, why, how much it would help, and where."""

    ask: Message
    for_staff: str
    why: Message
    url: str
    percent: int

    @property
    def at_visit(self) -> bool:
        return self.url == reverse("visits")

    @property
    def is_large(self) -> bool:
        return self.percent >= 25


def context(check: Check) -> dict[str, Any]:
    found = fitted_in(check)
    program = prescribe(found.findings, check.screening)
    lasts = check.last_reads
    measured = {side: last.readings for side, last in lasts.items()}
    trials = {side: trials_of(measured[side]) for side in found.sides}
    return {
        "check": check,
        "groups": tuple(group_results(found)),
        "headline": headline(found),
        "sentences": sentences(found),
        "picture": hips_picture(found),
        "changes": changes(check),
        "program": program,
        "goes_on_to_program": program.next_step is NextStep.STRETCH,
        "nothing_tight": bool(found.findings) and none_tight(found.findings),
        "again": [TakeAgain(one.side, one.reading, error_text(one.error)) for one in found.again],
        "next": invitation(found, check),
        "reasons": check.screening.reasons,
        "rows": [ReadingRow(side, read) for side, reads in trials.items() for read in reads],
        "counted": other_days(check, {side: one.counted for side, one in found.sides.items()}),
        "left_out": other_days(check, {side: one.left_out for side, one in found.sides.items()}),
        "read_once": any(len(read.trials_deg) == 1 for reads in trials.values() for read in reads),
        "no_standing": bool(measured) and not check.standing,
        "no_pelvis": [side for side, it in measured.items() if it.thigh and not it.pelvis],
        "measured_before": [(side, last.on) for side, last in lasts.items() if last.on != check.on],
        "not_measured": [side for side in Side if side not in measured],
        "not_hung": [side for side, readings in measured.items() if not readings.thigh],
        **_week(check),
    }


def group_results(found: Fitted) -> list[GroupResult]:
    results = []
    for group in MuscleGroup:
        sides = tuple(
            SideResult(side.groups[group]) for side in found.sides.values() if group in side.groups
        )
        if sides:
            results.append(GroupResult(group, sides))
    return results


def changes(check: Check) -> list[Message]:
    """Say of each hip how it changed since the measurement before."""
    said = []
    for side, last in check.last_reads.items():
        days = [(last.on, last.readings), *((day.on, day.readings) for day in last.before)]
        motions = [motion for day in days if (motion := motion_of(day[0], side, day[1]))]
        if len(motions) > 1:
            latest, previous, *_earlier = motions
            said.append(MotionChange(previous, latest).sentence)
    return said


def other_days(check: Check, days: Mapping[Side, tuple[Before, ...]]) -> tuple[OtherDays, ...]:
    """One entry for all sides that have the same days."""
    sides: dict[str, list[Side]] = {}
    words = {side: days_text(before, check.on) for side, before in days.items() if before}
    for side, text in words.items():
        sides.setdefault(str(text), []).append(side)
    return tuple(OtherDays(tuple(alike), words[alike[0]]) for alike in sides.values())


def none_tight(findings: tuple[MuscleFinding, ...]) -> bool:
    return all(finding.verdict is Verdict.NOT_TIGHT for finding in findings)


ASK = {
    "pelvis": {
        Side.LEFT: message("Read the pelvis while your left leg hangs."),
        Side.RIGHT: message("Read the pelvis while your right leg hangs."),
    },
    "shin": {
        Side.LEFT: message("Let someone read your left shin while the leg hangs."),
        Side.RIGHT: message("Let someone read your right shin while the leg hangs."),
    },
    "standing_pelvis": dict.fromkeys(Side, message("Read your pelvis while you stand.")),
    "prone_knee": {
        Side.LEFT: message("Lie on your stomach and bend your left knee."),
        Side.RIGHT: message("Lie on your stomach and bend your right knee."),
    },
    "by_clinician": dict.fromkeys(Side, message("Let a therapist measure.")),
    "by_clinician_again": dict.fromkeys(Side, message("Let a therapist measure again.")),
}
FOR_STAFF = {
    "pelvis": "pelvis",
    "shin": "shin",
    "standing_pelvis": "standing pelvis",
    "prone_knee": "prone knee bend",
    "by_clinician": "the hanging leg by your own hand",
}
WHY = {
    "pelvis": message("Without it, a flat or an arched back can hide a tight hip."),
    "shin": message("It shows how much comes from the front thigh muscle."),
    "standing_pelvis": message("It is your own zero. Then the shape of your bones cancels out."),
    "prone_knee": message(
        "It stretches the front thigh muscle more than the hanging leg does. So it helps to "
        "tell the two muscles apart."
    ),
    "by_clinician": message(
        "A therapist places the phone about twice as accurately. The visit is free."
    ),
    "by_clinician_again": message(
        "We also used your therapist's earlier readings. Older readings count less."
    ),
}


def invitation(found: Fitted, check: Check) -> Invitation | None:
    if found.again or none_tight(found.findings):
        return None
    on_stomach = Stretch.PRONE in check.screening.allowed
    best = found.next_reading(on_stomach=on_stomach)
    if best is None or best.reading.variance_reduction < MIN_VARIANCE_REDUCTION:
        return None
    return _invite(best, found)


def _invite(best: Next, found: Fitted) -> Invitation:
    name = best.reading.reading
    hip = found.sides[best.side].groups.get(MuscleGroup.ILIOPSOAS)
    again = name == "by_clinician" and hip is not None and hip.finding.by_therapist
    said = f"{name}_again" if again else name
    return Invitation(
        ASK[said][best.side],
        f"{FOR_STAFF[name]}, {best.side.label}",
        WHY[said],
        page_of(best.side, name),
        round(100 * best.reading.variance_reduction),
    )


def page_of(side: Side, reading: str) -> str:
    """The page on which a reading is typed; a therapist's is taken at a visit."""
    if reading == "standing_pelvis":
        return reverse("check_standing")
    if reading == "prone_knee":
        return reverse("check_knee_bend", args=[side.value])
    if reading in HANGING:
        return reverse("check_side", args=[side.value])
    return reverse("visits")


def _week(check: Check) -> dict[str, Any]:
    sits_long = check.sitting_hours is not None and check.sitting_hours > PROLONGED_SITTING_HOURS
    return {"sits_long": sits_long, "sitting_study": published(SITTING_STUDY)}
