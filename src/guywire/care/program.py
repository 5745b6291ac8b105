"""Which of the two stretches, which side first, how long, how often, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from guywire.care.beginning import Start
from guywire.care.findings import MuscleFinding, groups_called, least_sure, tighter_side
from guywire.care.screening import Screening, ScreeningOutcome
from guywire.care.sources import INGRAM_2025, Source
from guywire.care.stretches import MAX_IN_PROGRAM, best_for, definition, offered
from guywire.care.vocabulary import MuscleGroup, Side, Stretch, Verdict
from guywire.care.words import Message, joined, message, paragraph


@dataclass(frozen=True)
class Dose:
    """How much; staff can change the numbers for one person."""

    minutes_to_begin: int = 3
    minutes_at_most: int = 5
    days_a_week: int = 4
    gains_level_off_minutes_a_session: int = 4
    gains_level_off_minutes_a_week: int = 10
    source: Source = INGRAM_2025

    def __post_init__(self) -> None:
        if not 1 <= self.minutes_to_begin <= self.minutes_at_most <= 5:
            raise ValueError(
                f"A hold begins at {self.minutes_to_begin} and grows to {self.minutes_at_most} "
                "minutes a side; both have to lie between 1 and 5, the first not above the second."
            )
        if not 1 <= self.days_a_week <= 7:
            raise ValueError(f"{self.days_a_week} days a week is not between 1 and 7.")

    @property
    def sentence(self) -> Message:
        return message(
            "Begin with {minutes} minutes on each side, {days} days a week. Later you "
            "may do up to {most} minutes. In studies, gains leveled off at about "
            "{a_session} minutes a session and {a_week} minutes a week for one muscle. "
            "So you do not need more, and missing a day is fine.",
            minutes=self.minutes_to_begin,
            days=self.days_a_week,
            most=self.minutes_at_most,
            a_session=self.gains_level_off_minutes_a_session,
            a_week=self.gains_level_off_minutes_a_week,
        )


STANDARD_DOSE = Dose()

Starts = Mapping[Stretch, tuple[Start, ...]]
"""What was found for each stretch, a start for each side that was measured."""


class NextStep(StrEnum):
    STRETCH = "stretch"
    SEE_THERAPIST = "see_therapist"
    GET_HELP_NOW = "get_help_now"
    FINISH_SCREENING = "finish_screening"


@dataclass(frozen=True)
class PlannedStretch:
    stretch: Stretch
    sides: tuple[Side, Side]
    minutes_a_side: int
    treats: tuple[MuscleGroup, ...]
    why: Message
    starts: tuple[Start, ...] = ()
    """How each side that was measured begins; without one, as everybody begins."""

    @property
    def label(self) -> Message:
        return definition(self.stretch).label

    def start_on(self, side: Side) -> Start | None:
        return next((start for start in self.starts if start.side is side), None)

    @property
    def seconds_a_side(self) -> int:
        return self.minutes_a_side * 60


@dataclass(frozen=True)
class Program:
    next_step: NextStep
    why: Message
    stretches: tuple[PlannedStretch, ...] = ()
    dose: Dose = STANDARD_DOSE

    @property
    def minutes_a_session(self) -> int:
        return sum(2 * planned.minutes_a_side for planned in self.stretches)


A_THERAPIST_CAN_LOOK = message(
    "So stretching them is not what your back needs. That is good to know. A "
    "therapist can look for what does help. The first visit is free."
)
NOTHING_TIGHT = {
    "almost certainly": message("Your hips are almost certainly not tight."),
    "very likely": message("Your hips are very likely not tight."),
    "probably": message("Your hips are probably not tight."),
}
NOTHING_READ = message(
    "There is no reading yet. Measure your hips, or let a therapist measure them. "
    "The first visit is free."
)
HELP_NOW = message("A doctor should look at one of your answers first.")
UNFINISHED = message("Some safety questions are still open. Answer those first.")
THERAPIST_FIRST = message(
    "One of your answers means these stretches may not be safe for you right now. A therapist can "
    "show you what is safe. The first visit is free."
)
MAKES_IT_CLEARER = message(
    "Measure again another day, or let a therapist measure at the free first visit. Then it gets "
    "clearer."
)
MEASURED_WELL = message(
    "A therapist measured you, and some hips are simply in between. Measure again in a few weeks "
    "to see if anything has changed."
)
WHY_STRETCH = message(
    "In some people this may add to the strain on the lower back. Gentle stretching is safe to try "
    "for most people."
)
WHY_TRY = message(
    "It is not clear yet if your hips are tight. Gentle stretching is safe to try for most people."
)
TIGHT_THIGH = message("The muscle at the front of your thigh is tight.")
BOTH_TIGHT = {
    "almost certainly": message("Your hips are almost certainly tight."),
    "very likely": message("Your hips are very likely tight."),
    "probably": message("Your hips are probably tight."),
}
ONE_TIGHT = {
    "almost certainly": message("Your {hip} is almost certainly tight."),
    "very likely": message("Your {hip} is very likely tight."),
    "probably": message("Your {hip} is probably tight."),
}


def prescribe(
    findings: Iterable[MuscleFinding],
    screening: Screening,
    dose: Dose = STANDARD_DOSE,
) -> Program:
    findings = tuple(findings)
    stop = _stop_before_stretching(screening)
    if stop:
        return stop
    tight = groups_called(Verdict.TIGHT, findings)
    worth_it = tight or groups_called(Verdict.UNCLEAR, findings)
    if not worth_it:
        return Program(NextStep.SEE_THERAPIST, _why_not(findings))
    stretches = tuple(
        _plan(stretch, groups, findings, dose)
        for stretch in offered()
        if (groups := _groups_for(stretch, worth_it, screening.allowed))
    )
    if not stretches:
        return Program(NextStep.SEE_THERAPIST, THERAPIST_FIRST)
    why = _why_stretch(findings) if tight else _why_try(findings)
    return Program(NextStep.STRETCH, why, stretches, dose)


def begun_with(program: Program, starts: Starts) -> Program:
    """The same program, told for each stretch how the sides that were measured begin."""
    stretches = tuple(
        replace(planned, starts=_in_order(planned, starts.get(planned.stretch, ())))
        for planned in program.stretches
    )
    return replace(program, stretches=stretches)


def _in_order(planned: PlannedStretch, starts: tuple[Start, ...]) -> tuple[Start, ...]:
    return tuple(sorted(starts, key=lambda start: planned.sides.index(start.side)))


def _stop_before_stretching(screening: Screening) -> Program | None:
    stops = {
        ScreeningOutcome.RED_FLAG: Program(NextStep.GET_HELP_NOW, HELP_NOW),
        ScreeningOutcome.UNFINISHED: Program(NextStep.FINISH_SCREENING, UNFINISHED),
        ScreeningOutcome.THERAPIST_FIRST: Program(NextStep.SEE_THERAPIST, THERAPIST_FIRST),
    }
    return stops.get(screening.outcome)


def _why_not(findings: tuple[MuscleFinding, ...]) -> Message:
    if not findings:
        return NOTHING_READ
    return paragraph(NOTHING_TIGHT[least_sure(findings)], A_THERAPIST_CAN_LOOK)


def _why_stretch(findings: tuple[MuscleFinding, ...]) -> Message:
    return paragraph(_tight_text(findings), WHY_STRETCH)


def _why_try(findings: tuple[MuscleFinding, ...]) -> Message:
    open_still = [one for one in findings if one.verdict is Verdict.UNCLEAR]
    by_therapist = all(one.by_therapist for one in open_still)
    return paragraph(WHY_TRY, MEASURED_WELL if by_therapist else MAKES_IT_CLEARER)


def _tight_text(findings: tuple[MuscleFinding, ...]) -> Message:
    tight = [finding for finding in findings if finding.verdict is Verdict.TIGHT]
    hips = [finding for finding in tight if finding.group is MuscleGroup.ILIOPSOAS]
    if not hips:
        return TIGHT_THIGH
    sure = least_sure(hips)
    if len(hips) == len(Side):
        return BOTH_TIGHT[sure]
    return ONE_TIGHT[sure].filled(hip=hips[0].side.hip)


def _groups_for(
    stretch: Stretch, short: tuple[MuscleGroup, ...], allowed: frozenset[Stretch]
) -> tuple[MuscleGroup, ...]:
    return tuple(group for group in short if best_for(group, allowed) is stretch)


def _plan(
    stretch: Stretch,
    groups: tuple[MuscleGroup, ...],
    findings: tuple[MuscleFinding, ...],
    dose: Dose,
) -> PlannedStretch:
    first, why_first = _side_to_begin(findings, groups[0])
    return PlannedStretch(
        stretch=stretch,
        sides=(first, first.other),
        minutes_a_side=dose.minutes_to_begin,
        treats=groups,
        why=paragraph(_what_it_reaches(groups), why_first),
    )


def _side_to_begin(findings: tuple[MuscleFinding, ...], group: MuscleGroup) -> tuple[Side, Message]:
    tighter = tighter_side(findings, group)
    measured = [finding.side for finding in findings if finding.group is group]
    if len(measured) == 1:
        return measured[0], message(
            "Begin with your {leg}, the one you measured.", leg=measured[0].leg
        )
    if tighter is None:
        return Side.LEFT, message("Both sides are alike, so begin with either.")
    return tighter, message("Begin with your {leg}. That side is tighter.", leg=tighter.leg)


NOT_MEASURED = message(
    "You have not measured your hips yet, so this is the standard program, the same on both "
    "sides. Measuring shows which stretch you need and which side to start with."
)


def plain_program(screening: Screening, dose: Dose = STANDARD_DOSE) -> Program:
    """For somebody who was screened but not measured: what nothing speaks against."""
    stop = _stop_before_stretching(screening)
    if stop:
        return stop
    allowed = [stretch for stretch in offered() if stretch in screening.allowed]
    stretches = tuple(
        PlannedStretch(
            stretch,
            (Side.LEFT, Side.RIGHT),
            dose.minutes_to_begin,
            definition(stretch).reaches,
            _what_it_reaches(definition(stretch).reaches),
        )
        for stretch in allowed[:MAX_IN_PROGRAM]
    )
    return Program(NextStep.STRETCH, NOT_MEASURED, stretches, dose)


def eased(program: Program) -> Program:
    """The program of the day after *worse*: a shorter hold on each side, and more support."""
    stretches = tuple(
        replace(planned, minutes_a_side=max(1, planned.minutes_a_side - 1))
        for planned in program.stretches
    )
    return replace(program, stretches=stretches)


def first_stretch_only(program: Program) -> Program:
    """A first session without readings: the one stretch to begin with."""
    return replace(program, stretches=program.stretches[:1])


def _what_it_reaches(groups: tuple[MuscleGroup, ...]) -> Message:
    return message("It reaches the {muscles}.", muscles=joined([group.label for group in groups]))
