"""From what was typed after `guywire check` to readings; a refusal names the option to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from guywire.body.measure.readings import average_trials
from guywire.care.vocabulary import Side
from guywire.hips.fitting import Fitted, fitted
from guywire.hips.numbers import read_number
from guywire.hips.readings import Before, LastRead, SideReadings, measure_side

Measured = dict[Side, SideReadings]

LONGEST_OPTION = 200
MOST_WEEKS = 1040
EARLIER_SPOTS = ("weeks", "pelvis", "thigh", "shin", "knee bend")
EXAMPLES = {
    1: "one angle, such as 105",
    3: "three angles, such as 12,-8,-75",
    4: "weeks and three angles, such as 4,12,-2,-70",
    5: "weeks, three angles and a knee bend, such as 4,12,-2,-70,105",
}


class Typed(NamedTuple):
    """The lines of one side: the leg hanging, the knee bent on the stomach, and earlier days."""

    side: Side
    hanging: list[str]
    bent: list[str]
    earlier: list[str]


def measured_in(typed: Sequence[Typed], standing: Sequence[str], *, by_clinician: bool) -> Measured:
    """Return every side that was read today, with the standing pelvis that both share."""
    upright = standing_of(standing)
    measured = {
        one.side: readings_of(one.side, one.hanging, one.bent, by_clinician=by_clinician)
        for one in typed
        if one.hanging or one.bent
    }
    for one in typed:
        if one.earlier and one.side not in measured:
            raise ValueError(
                f"--{one.side.value}-earlier: give what the {one.side.label} side reads now as "
                f"well, such as --{one.side.value} 12,-8,-75."
            )
    if not measured:
        raise ValueError("Give at least one side, such as --left 12,-8,-75.")
    return {side: replace(readings, standing=upright) for side, readings in measured.items()}


def standing_of(texts: Sequence[str]) -> tuple[float, ...]:
    try:
        trials = tuple(value for text in texts for value in numbers(text, "standing pelvis"))
        known = tuple(value for value in trials if value is not None)
        if known:
            average_trials("standing_pelvis", known, "self")
    except ValueError as error:
        raise ValueError(f"--standing: {error}") from error
    return known


def fit_all(typed: Sequence[Typed], measured: Measured) -> Fitted:
    """Both sides. Unlike a page, a command stops at the first reading that cannot be right."""
    before = {one.side: days_before(one.side, one.earlier) for one in typed}
    found = fitted(
        {
            side: LastRead(datetime.now(tz=UTC).date(), readings, before[side])
            for side, readings in measured.items()
        }
    )
    for again in found.again:
        raise ValueError(f"--{again.side.value}: {again.error}")
    return found


def readings_of(
    side: Side, hanging: list[str], bent: list[str], *, by_clinician: bool = False
) -> SideReadings:
    try:
        rows = [numbers(text, "pelvis", "thigh", "shin") for text in hanging]
        knees = [numbers(text, "knee bend") for text in bent]
        columns = [*(zip(*rows, strict=True) if rows else [()] * 3)]
        bends = [value for row in knees for value in row]
        spots = ([value for value in spot if value is not None] for spot in (*columns, bends))
        found = SideReadings.of(spots, "clinician" if by_clinician else "self")
        if hanging:
            measure_side(found)
        return found
    except ValueError as error:
        raise ValueError(f"--{side.value}: {error}") from error


def days_before(side: Side, texts: list[str]) -> tuple[Before, ...]:
    """Earlier days of a side, newest first; what has the same weeks are repeats of one day."""
    try:
        days: dict[float, tuple[list[str], list[str]]] = {}
        for text in texts:
            weeks, *angles = numbers(text, *EARLIER_SPOTS[: max(4, text.count(",") + 1)])
            if weeks is None or not 0 <= weeks <= MOST_WEEKS:
                raise ValueError(f"“{text}” begins with no weeks between 0 and {MOST_WEEKS}.")
            hanging, bent = days.setdefault(weeks, ([], []))
            typed = ["" if angle is None else str(angle) for angle in angles]
            if any(typed[:3]):
                hanging.append(",".join(typed[:3]))
            bent += [knee for knee in typed[3:] if knee]
    except ValueError as error:
        raise ValueError(f"--{side.value}-earlier: {error}") from error
    today = datetime.now(tz=UTC).date()
    return tuple(
        Before(today - timedelta(weeks=weeks), weeks, readings_of(side, *days[weeks]))
        for weeks in sorted(days)
    )


def numbers(text: str, *spots: str) -> list[float | None]:
    example = EXAMPLES[len(spots)]
    if len(text) > LONGEST_OPTION:
        raise ValueError(f"{len(text):,} characters are not {example}.")
    parts = text.split(",")
    if len(parts) != len(spots):
        raise ValueError(
            f"“{text}” has {len(parts)} {'value' if len(parts) == 1 else 'values'}; give {example} "
            f"({', '.join(spots)})."
        )
    return [read_number(part) if part.strip() else None for part in parts]
