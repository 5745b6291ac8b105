"""A program as it is kept: in the clinic's database as JSON, on the device in few letters."""

from typing import Any

from guywire.care.program import REACHES, Dose, NextStep, PlannedStretch, Program
from guywire.care.vocabulary import Group, Side, Stretch
from guywire.clinic.programs import models
from guywire.clinic.programs.packing import SIDES, STRETCHES

BY_THERAPIST = "Your therapist made this program for you."
AS_THERAPIST_CHOSE = "Your therapist chose it for you."


def to_json(planned: PlannedStretch) -> dict[str, Any]:
    return {
        "stretch": planned.stretch.value,
        "first_side": planned.sides[0].value,
        "minutes_a_side": planned.minutes_a_side,
        "treats": [group.value for group in planned.treats],
        "why": planned.why,
    }


def from_json(data: dict[str, Any]) -> PlannedStretch:
    first = Side(data["first_side"])
    return PlannedStretch(
        stretch=Stretch(data["stretch"]),
        sides=(first, first.other),
        minutes_a_side=data["minutes_a_side"],
        treats=tuple(Group(group) for group in data["treats"]),
        why=data["why"],
    )


def planned_stretch(stretch: Stretch, first: Side, minutes_a_side: int) -> PlannedStretch:
    """One stretch as a therapist sets it in the editor."""
    return PlannedStretch(
        stretch, (first, first.other), minutes_a_side, REACHES[stretch], AS_THERAPIST_CHOSE
    )


def as_program(row: models.Program) -> Program:
    """A kept program in the words of care."""
    stretches = tuple(from_json(data) for data in row.stretches)
    why = row.note or BY_THERAPIST
    return Program(NextStep.STRETCH, why, stretches, Dose(days_a_week=row.days_a_week))


def packed(program: Program) -> list[Any]:
    return [
        program.dose.days_a_week,
        *(
            [
                STRETCHES.index(planned.stretch),
                SIDES.index(planned.sides[0]),
                planned.minutes_a_side,
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
            REACHES[STRETCHES[stretch]],
            "",
        )
        for stretch, first, minutes in stretches
    )
    return [to_json(one) for one in planned], days_a_week
