"""guywire check: three inclinations a side, to true angles and how likely each muscle is short."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from guywire.cli import app
from guywire.cli.fit_table import print_fit

if TYPE_CHECKING:
    from guywire.body.fit import Fit
    from guywire.body.measure import Measurement
    from guywire.care.vocabulary import Group, Side

LONGEST_OPTION = 200


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
    fit: Annotated[
        bool, typer.Option("--fit", help="Say what the tissue may be, and what to read next.")
    ] = False,
    left_prone: Annotated[
        list[float] | None,
        typer.Option(
            metavar="KNEE",
            help="With --fit: left knee flexion at which the pelvis lifts, lying prone.",
        ),
    ] = None,
    right_prone: Annotated[
        list[float] | None, typer.Option(metavar="KNEE", help="The same for the right side.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Are the hip flexors short? From inclinations in the Thomas position, in degrees."""
    from guywire.care.vocabulary import Side

    try:
        measured = {
            side: measured_side(side, repeats)
            for side, repeats in ((Side.LEFT, left), (Side.RIGHT, right))
            if repeats
        }
    except ValueError as error:
        refuse(str(error))
    if not measured:
        refuse("Give at least one side, such as --left 12,-8,-75.")
    fitted = fitted_sides(measured, left_prone, right_prone) if fit else None
    if as_json:
        sides: dict[str, Any] = {
            side.value: side_report(side, found) for side, found in measured.items()
        }
        whole = sides | ({"fit": fitted.summary()} if fitted else {})
        typer.echo(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    print_table(measured)
    if fitted:
        print_fit(fitted)


def fitted_sides(
    measured: dict[Side, Measurement],
    left_prone: list[float] | None,
    right_prone: list[float] | None,
) -> Fit:
    from guywire.body import fit
    from guywire.care.vocabulary import Side

    try:
        return fit(
            measured.get(Side.LEFT),
            measured.get(Side.RIGHT),
            left_prone_knee_deg=left_prone,
            right_prone_knee_deg=right_prone,
        )
    except ValueError as error:
        refuse(str(error))


def refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def measured_side(side: Side, repeats: list[str]) -> Measurement:
    from guywire.clinic.checks.measuring import measure_side
    from guywire.clinic.checks.record import SideReadings

    try:
        rows = [three_numbers(text) for text in repeats]
        pelvis, thigh, shin = (
            tuple(value for value in column if value is not None)
            for column in zip(*rows, strict=True)
        )
        return measure_side(SideReadings(pelvis, thigh, shin))
    except ValueError as error:
        raise ValueError(f"--{side.value}: {error}") from error


def three_numbers(text: str) -> list[float | None]:
    from guywire.clinic.checks.numbers import read_number

    if len(text) > LONGEST_OPTION:
        raise ValueError(f"{len(text):,} characters are not three angles, such as 12,-8,-75.")
    parts = text.split(",")
    if len(parts) != 3:
        raise ValueError(
            f"“{text}” has {len(parts)} {'value' if len(parts) == 1 else 'values'}; "
            "give three with commas between, pelvis, thigh and shin, such as 12,-8,-75."
        )
    return [read_number(part) if part.strip() else None for part in parts]


def side_report(side: Side, found: Measurement) -> dict[str, Any]:
    from guywire.care.vocabulary import Group

    knee = found.knee_flexion_deg
    return {
        "hip_extension_deg": round(found.hip_extension_deg.value_deg, 2),
        "hip_extension_sd_deg": round(found.hip_extension_deg.sd_deg, 2),
        "knee_flexion_deg": round(knee.value_deg, 2) if knee else None,
        "knee_flexion_sd_deg": round(knee.sd_deg, 2) if knee else None,
        "groups": {group.value: group_report(side, group, found) for group in Group},
    }


def group_report(side: Side, group: Group, found: Measurement) -> dict[str, Any]:
    from guywire.body.evidence import finding as published
    from guywire.clinic.checks.measuring import finding_of

    finding = finding_of(side, group, found)
    sources = (published(id_).source.citation for id_ in found.groups[group.value].sources)
    return {
        "verdict": finding.verdict.value if finding else "not_read",
        "how_sure": finding.how_sure if finding else "the shin was not read",
        "probability": round(finding.probability_short, 4) if finding else None,
        "rests_on": list(dict.fromkeys(sources)),
    }


def print_table(measured: dict[Side, Measurement]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD)
    for heading in ("Side", "Muscle", "Angle", "Verdict", "How sure", "Chance"):
        table.add_column(heading)
    for side, found in measured.items():
        for row in table_rows(side, found):
            table.add_row(*row)
    console = Console()
    console.print(table)
    console.print(
        "Chance of being short; angles ± one standard deviation. What each rests on: --json"
    )


def table_rows(side: Side, found: Measurement) -> list[tuple[str, ...]]:
    from guywire.care.vocabulary import Group
    from guywire.clinic.checks.measuring import angle_for, finding_of

    rows: list[tuple[str, ...]] = []
    for group in Group:
        muscle = group.value.replace("_", " ")
        angle, finding = angle_for(group, found), finding_of(side, group, found)
        if angle is None or finding is None:
            rows.append((side.label, muscle, "not read", "–", "–", "–"))
            continue
        rows.append(
            (
                side.label,
                muscle,
                f"{angle.value_deg:.0f}° ± {angle.sd_deg:.0f}°",
                finding.verdict.value,
                finding.how_sure,
                f"{finding.probability_short:.0%}",
            )
        )
    return rows
