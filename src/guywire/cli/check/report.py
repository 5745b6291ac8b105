"""What `guywire check` answers, for programs and for people."""

from __future__ import annotations

import json
from typing import Any

import typer

from guywire.body.evidence import finding as published
from guywire.body.fit import drift
from guywire.body.fit.tightness import SOURCES
from guywire.care.vocabulary import MuscleGroup
from guywire.cli.check.fit_table import print_fit
from guywire.cli.check.typed import Measured
from guywire.cli.output import Sheet, say_sheet
from guywire.hips.fitting import Fitted, FittedGroup, FittedSide, angle_read
from guywire.hips.readings import SideReadings


def say_as_json(measured: Measured, found: Fitted, *, with_fit: bool) -> None:
    report: dict[str, Any] = {
        side.value: side_report(measured[side], fitted) for side, fitted in found.sides.items()
    }
    if with_fit:
        report["fit"] = found.whole.summary()
    typer.echo(json.dumps(report, indent=2, ensure_ascii=False))


def side_report(readings: SideReadings, fitted: FittedSide) -> dict[str, Any]:
    """The angles as they were read; the verdicts as they were fitted."""
    angles = {group: angle_read(group, readings) for group in MuscleGroup}
    hip, knee = angles[MuscleGroup.ILIOPSOAS], angles[MuscleGroup.RECTUS_FEMORIS]
    return {
        "hip_extension_deg": round(hip.value_deg, 2) if hip else None,
        "hip_extension_sd_deg": round(hip.sd_deg, 2) if hip else None,
        "knee_flexion_deg": round(knee.value_deg, 2) if knee else None,
        "knee_flexion_sd_deg": round(knee.sd_deg, 2) if knee else None,
        "groups": {
            group.value: group_report(group, fitted.groups.get(group)) for group in MuscleGroup
        },
        "earlier": {
            "counted_weeks_ago": list(fitted.fit.counted_weeks_ago),
            "left_out_weeks_ago": list(fitted.fit.left_out_weeks_ago),
            "rests_on": [published(id_).source.citation for id_ in drift.SOURCES]
            if fitted.counted
            else [],
        },
    }


def group_report(group: MuscleGroup, fitted: FittedGroup | None) -> dict[str, Any]:
    sources = (published(id_).source.citation for id_ in SOURCES[group.value])
    finding = fitted.finding if fitted else None
    return {
        "verdict": finding.verdict.value if finding else "not_read",
        "how_sure": finding.how_sure if finding else "nothing that was read says it",
        "probability": round(finding.probability_tight, 4) if finding else None,
        "rests_on": list(dict.fromkeys(sources)),
    }


def say_tables(measured: Measured, found: Fitted, *, with_fit: bool) -> None:
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
    typer.echo("Chance of being tight; angles ± one standard deviation. What each rests on: --json")


def say_earlier(what: str, weeks_ago: tuple[float, ...]) -> None:
    if weeks_ago:
        typer.echo(f"{what}: {', '.join(f'{weeks:g}' for weeks in weeks_ago)} weeks ago.")


def table_rows(measured: Measured, fitted: FittedSide) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for group in MuscleGroup:
        angle = angle_read(group, measured[fitted.side])
        read = f"{angle.value_deg:.0f}° ± {angle.sd_deg:.0f}°" if angle else "not read"
        said = ("–", "–", "–")
        if found := fitted.groups.get(group):
            chance = f"{found.finding.percent_tight}%"
            said = (str(found.finding.verdict.label), found.finding.how_sure, chance)
        rows.append((fitted.side.value, group.value.replace("_", " "), read, *said))
    return rows
