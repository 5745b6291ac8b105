"""guywire check: what was read of each side, to true angles and how likely each muscle is short."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guywire.cli import app
from guywire.cli.fit_table import print_fit
from guywire.cli.output import refuse

if TYPE_CHECKING:
    from guywire.care.vocabulary import Group, Side
    from guywire.clinic.checks.fitting import Fitted, FittedGroup, FittedSide
    from guywire.clinic.checks.record import Before, SideReadings

    Measured = dict[Side, SideReadings]

LONGEST_OPTION = 200
MOST_WEEKS = 1040


@app.command()
def check(
    left: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PELVIS,THIGH,SHIN",
            help="Left side in degrees, such as 12,-8,-75. Give it again for each repeat. "
            "A spot that was not read stays empty, as in ,-8,-75.",
        ),
    ] = None,
    right: Annotated[
        list[str] | None,
        typer.Option(metavar="PELVIS,THIGH,SHIN", help="Right side, in the same way."),
    ] = None,
    left_prone: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KNEE",
            help="How far the left knee bends on the stomach before the pelvis lifts, such as 105. "
            "Give it again for each repeat.",
        ),
    ] = None,
    right_prone: Annotated[
        list[str] | None,
        typer.Option(metavar="KNEE", help="The right knee, in the same way."),
    ] = None,
    left_earlier: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WEEKS,PELVIS,THIGH,SHIN[,KNEE]",
            help="What the left side read so many weeks before, such as 4,12,-2,-70. Give it again "
            "for each repeat and each day. It counts too, for less the longer ago.",
        ),
    ] = None,
    right_earlier: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WEEKS,PELVIS,THIGH,SHIN[,KNEE]", help="The right side, in the same way."
        ),
    ] = None,
    by_clinician: Annotated[
        bool,
        typer.Option(
            "--by-clinician", help="A clinician took today’s readings; they err about half as much."
        ),
    ] = False,
    with_fit: Annotated[
        bool,
        typer.Option(
            "--fit",
            help="Also print what the tissue may be, short or stiff, and what to read next.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Are the hip flexors short? From inclinations in the Thomas position, in degrees."""
    from guywire.care.vocabulary import Side

    given = {Side.LEFT: (left, left_prone), Side.RIGHT: (right, right_prone)}
    days = {Side.LEFT: left_earlier, Side.RIGHT: right_earlier}
    try:
        measured = {
            side: readings_of(side, hanging or [], bent or [], by_clinician=by_clinician)
            for side, (hanging, bent) in given.items()
            if hanging or bent
        }
        for side, earlier in days.items():
            if earlier and side not in measured:
                raise ValueError(
                    f"--{side.value}-earlier: give what the {side.label} side reads now as well, "
                    f"such as --{side.value} 12,-8,-75."
                )
        found = fit_all(measured, {side: days_before(side, days[side] or []) for side in Side})
    except ValueError as error:
        refuse(str(error))
    if not measured:
        refuse("Give at least one side, such as --left 12,-8,-75.")
    if as_json:
        report = json_report(measured, found, with_fit=with_fit)
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        print_tables(measured, found, with_fit=with_fit)


def readings_of(
    side: Side, hanging: list[str], bent: list[str], *, by_clinician: bool = False
) -> SideReadings:
    from guywire.clinic.checks.measuring import measure_side
    from guywire.clinic.checks.record import SideReadings

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
    from guywire.clinic.checks.record import Before

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


EARLIER_SPOTS = ("weeks", "pelvis", "thigh", "shin", "knee bend")
EXAMPLES = {
    1: "one angle, such as 105",
    3: "three angles, such as 12,-8,-75",
    4: "weeks and three angles, such as 4,12,-2,-70",
    5: "weeks, three angles and a knee bend, such as 4,12,-2,-70,105",
}


def numbers(text: str, *spots: str) -> list[float | None]:
    from guywire.clinic.checks.numbers import read_number

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


def fit_all(measured: Measured, before: dict[Side, tuple[Before, ...]]) -> Fitted:
    """Both sides. Unlike a page, a command stops at the first reading that cannot be right."""
    from guywire.clinic.checks.fitting import Fitted, fitted_side

    sides = {}
    for side, readings in measured.items():
        try:
            sides[side] = fitted_side(side, readings, before[side])
        except ValueError as error:
            raise ValueError(f"--{side.value}: {error}") from error
    return Fitted(sides, ())


def json_report(measured: Measured, found: Fitted, *, with_fit: bool) -> dict[str, Any]:
    report: dict[str, Any] = {
        side.value: side_report(measured[side], fitted) for side, fitted in found.sides.items()
    }
    if with_fit:
        report["fit"] = found.whole.summary()
    return report


def side_report(readings: SideReadings, fitted: FittedSide) -> dict[str, Any]:
    """The angles as they were read; the verdicts as they were fitted."""
    from guywire.body.evidence import finding as published
    from guywire.body.fit import drift
    from guywire.care.vocabulary import Group
    from guywire.clinic.checks.fitting import angle_read

    angles = {group: angle_read(group, readings) for group in Group}
    hip, knee = angles[Group.ILIOPSOAS], angles[Group.RECTUS_FEMORIS]
    return {
        "hip_extension_deg": round(hip.value_deg, 2) if hip else None,
        "hip_extension_sd_deg": round(hip.sd_deg, 2) if hip else None,
        "knee_flexion_deg": round(knee.value_deg, 2) if knee else None,
        "knee_flexion_sd_deg": round(knee.sd_deg, 2) if knee else None,
        "groups": {group.value: group_report(group, fitted.groups.get(group)) for group in Group},
        "earlier": {
            "counted_weeks_ago": list(fitted.fit.counted_weeks_ago),
            "left_out_weeks_ago": list(fitted.fit.left_out_weeks_ago),
            "rests_on": [published(id_).source.citation for id_ in drift.SOURCES]
            if fitted.counted
            else [],
        },
    }


def group_report(group: Group, fitted: FittedGroup | None) -> dict[str, Any]:
    from guywire.body.evidence import finding as published
    from guywire.body.fit.short import SOURCES

    sources = (published(id_).source.citation for id_ in SOURCES[group.value])
    finding = fitted.finding if fitted else None
    return {
        "verdict": finding.verdict.value if finding else "not_read",
        "how_sure": finding.how_sure if finding else "nothing that was read says it",
        "probability": round(finding.probability_short, 4) if finding else None,
        "rests_on": list(dict.fromkeys(sources)),
    }


def print_tables(measured: Measured, found: Fitted, *, with_fit: bool) -> None:
    from guywire.cli.output import Sheet, say_sheet

    head = ("Side", "Muscle", "Angle read", "Verdict", "How sure", "Chance")
    rows = [row for side, fitted in found.sides.items() for row in table_rows(measured, fitted)]
    say_sheet(Sheet("", head, rows))
    for side, fitted in found.sides.items():
        say_earlier(f"Counted too ({side.value})", fitted.fit.counted_weeks_ago)
        say_earlier(
            f"Left out ({side.value}), cannot be right beside today", fitted.fit.left_out_weeks_ago
        )
    if with_fit:
        print_fit(found.whole)
    typer.echo("Chance of being short; angles ± one standard deviation. What each rests on: --json")


def say_earlier(what: str, weeks_ago: tuple[float, ...]) -> None:
    if weeks_ago:
        typer.echo(f"{what}: {', '.join(f'{weeks:g}' for weeks in weeks_ago)} weeks ago.")


def table_rows(measured: Measured, fitted: FittedSide) -> list[tuple[str, ...]]:
    from guywire.care.vocabulary import Group
    from guywire.clinic.checks.fitting import angle_read

    rows: list[tuple[str, ...]] = []
    for group in Group:
        angle = angle_read(group, measured[fitted.side])
        read = f"{angle.value_deg:.0f}° ± {angle.sd_deg:.0f}°" if angle else "not read"
        said = ("–", "–", "–")
        if found := fitted.groups.get(group):
            chance = f"{found.finding.percent_short}%"
            said = (found.finding.verdict.value, found.finding.how_sure, chance)
        rows.append((fitted.side.label, group.value.replace("_", " "), read, *said))
    return rows
