"""A program as it is kept: in the clinic's database as JSON, on the device in few letters."""

from typing import Any

from guywire.care.beginning import Start
from guywire.care.program import Dose, NextStep, PlannedStretch, Program
from guywire.care.stretches import definition
from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from guywire.care.words import ENGLISH, NOTHING, Message, message
from guywire.clinic.programs import models
from guywire.clinic.programs.packing import SIDES, STRETCHES

BY_THERAPIST = message("Your therapist made this program for you.")
AS_THERAPIST_CHOSE = message("Your therapist chose it for you.")


def to_json(planned: PlannedStretch) -> dict[str, Any]:
    return {
        "stretch": planned.stretch.value,
        "first_side": planned.sides[0].value,
        "minutes_a_side": planned.minutes_a_side,
        "treats": [group.value for group in planned.treats],
        "why": planned.why.render(ENGLISH),
        "starts": [_start_to_json(start) for start in planned.starts],
    }


def from_json(data: dict[str, Any]) -> PlannedStretch:
    first = Side(data["first_side"])
    return PlannedStretch(
        stretch=Stretch(data["stretch"]),
        sides=(first, first.other),
        minutes_a_side=data["minutes_a_side"],
        treats=tuple(MuscleGroup(group) for group in data["treats"]),
        why=Message(data.get("why", "")),
        starts=tuple(_start_from_json(start) for start in data.get("starts", [])),
    )


def _start_to_json(start: Start) -> dict[str, Any]:
    """The reason is kept in English, which is what the catalogs are looked up by."""
    return vars(start) | {"side": start.side.value, "why": start.why.render(ENGLISH)}


def _start_from_json(data: dict[str, Any]) -> Start:
    return Start(**(data | {"side": Side(data["side"]), "why": Message(data.get("why", ""))}))


def planned_stretch(
    stretch: Stretch, first: Side, minutes_a_side: int, starts: tuple[Start, ...] = ()
) -> PlannedStretch:
    """One stretch as a therapist sets it in the editor."""
    return PlannedStretch(
        stretch,
        (first, first.other),
        minutes_a_side,
        definition(stretch).reaches,
        AS_THERAPIST_CHOSE,
        starts,
    )


def as_program(row: models.Program) -> Program:
    """A kept program in the words of care."""
    stretches = tuple(from_json(data) for data in row.stretches)
    why = Message(row.note) if row.note else BY_THERAPIST
    return Program(NextStep.STRETCH, why, stretches, Dose(days_a_week=row.days_a_week))


def packed(program: Program) -> list[Any]:
    return [
        program.dose.days_a_week,
        *(
            [
                STRETCHES.index(planned.stretch),
                SIDES.index(planned.sides[0]),
                planned.minutes_a_side,
                [_packed_start(start) for start in planned.starts],
            ]
            for planned in program.stretches
        ),
    ]


def from_packed(packed: list[Any]) -> tuple[list[dict[str, Any]], int]:
    days_a_week, *stretches = packed
    planned = (
        PlannedStretch(
            STRETCHES[stretch],
            (SIDES[first], SIDES[first].other),
            minutes,
            definition(STRETCHES[stretch]).reaches,
            NOTHING,
            tuple(_unpacked_start(start) for one in starts for start in one),
        )
        for stretch, first, minutes, *starts in stretches
    )
    return [to_json(one) for one in planned], days_a_week


def _packed_start(start: Start) -> list[Any]:
    # Append only: older devices hold fewer numbers.
    return [
        SIDES.index(start.side),
        start.foot_support_cm,
        start.knee_bend_deg,
        start.towel,
        start.tilt_limit_deg,
    ]


def _unpacked_start(packed: list[Any]) -> Start:
    side, foot_support_cm, knee_bend_deg, towel, *tilt_limit_deg = packed
    return Start(
        SIDES[side],
        foot_support_cm=foot_support_cm,
        knee_bend_deg=knee_bend_deg,
        towel=towel,
        tilt_limit_deg=tilt_limit_deg[0] if tilt_limit_deg else None,
    )
