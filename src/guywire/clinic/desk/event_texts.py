"""What a timeline says of a session, a program and a set of readings, each in a line or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guywire.care.session import Stopped
from guywire.care.vocabulary import Feeling, Side
from guywire.care.words import ENGLISH
from guywire.clinic.programs.models import Program
from guywire.clinic.programs.plans import as_program

READINGS = {
    "pelvis": "pelvis",
    "thigh": "thigh",
    "shin": "shin",
    "prone_knee": "knee bend on the stomach",
}
MINUS = "\N{MINUS SIGN}"


def session_text(content: dict[str, Any]) -> str:
    """What a therapist looks for first comes first: that it hurt."""
    return " ".join(_session_sentences(content))


def _session_sentences(content: dict[str, Any]) -> Iterator[str]:
    holds = content.get("holds") or []
    if any(hold.get("stopped") == Stopped.PAIN for hold in holds):
        yield "Stopped: it hurt."
    if content.get("feeling"):
        feeling = Feeling(content["feeling"]).label.render(ENGLISH)
        comfort = ", not comfortable" if content.get("comfortable") is False else ""
        yield f"Felt {feeling}{comfort}."
    if content.get("before") is not None:
        yield f"{content['before']} out of 10 before."
    if held := sum(hold.get("seconds_held", 0) for hold in holds):
        yield f"Held {max(1, round(held / 60))} min."
    if content.get("note"):
        yield f"“{content['note']}”"


def program_text(program: Program) -> str:
    who = program.made_by.name if program.made_by else "the care rules"
    stretches = [
        f"{planned.label.render(ENGLISH).capitalize()}: {planned.minutes_a_side} min a side, "
        f"{planned.sides[0].label.render(ENGLISH)} first."
        for planned in as_program(program).stretches
    ]
    days = f"{program.days_a_week} {'day' if program.days_a_week == 1 else 'days'} a week."
    note = [f"“{program.note}”"] if program.note else []
    return " ".join([f"Made by {who}.", *stretches, days, *note])


def readings_text(sides: dict[str, Any], standing: list[float]) -> str:
    """The mean of the trials of each reading, left before right."""
    means = [f"pelvis standing {_mean_text(standing)}"] if standing else []
    for side in Side:
        trials = sides.get(side.value, {})
        means += [
            f"{side.label.render(ENGLISH)} {name} {_mean_text(trials[key])}"
            for key, name in READINGS.items()
            if trials.get(key)
        ]
    return f"{', '.join(means).capitalize()}." if means else ""


def _mean_text(trials: list[float]) -> str:
    mean = sum(trials) / len(trials)
    return f"{mean:.0f}°".replace("-0°", "0°").replace("-", MINUS)
