"""guywire cohort: sampled people, one question asked of each, one tidy table."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli import app
from guywire.cli.output import Sheet, plain_refusals, refuse, say_json, say_sheet, with_progress

if TYPE_CHECKING:
    from guywire.body.cohort import Question, Table


class Asked(StrEnum):
    """What is asked of every person."""

    thomas = "thomas"
    standing = "standing"
    walking = "walking"


@app.command()
def cohort(
    question: Annotated[Asked, typer.Argument(help="What to ask of each person.")],
    count: Annotated[int, typer.Option(help="How many people.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Another number, other people.")] = 0,
    processes: Annotated[int, typer.Option(help="How many processes; 0 is one a core.")] = 0,
    csv: Annotated[Path | None, typer.Option(help="Write the whole table into this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole table as JSON.")] = False,
) -> None:
    """Sample people from published distributions and ask the engine one question of each."""
    with plain_refusals():
        table = with_progress(f"asking {count} people", _asking(question, count, seed, processes))
    if csv:
        _keep(table, csv)
    if as_json:
        say_json({"seed": seed, "rows": table.rows})
        return
    title = f"{count} people, seed {seed}"
    say_sheet(Sheet(title, ("", "mean", "SD", "10 %", "half", "90 %"), _summary(table)))


def _asking(
    question: Asked, count: int, seed: int, processes: int
) -> Callable[[Callable[[float], None]], Table]:
    from guywire.body import cohort as body

    asked: Question = getattr(body, question.value)

    def work(progress: Callable[[float], None]) -> Table:
        members = body.sample(count, seed=seed)
        done = iter(range(1, count + 1))
        return body.ask(
            asked,
            members,
            processes=processes or os.cpu_count() or 1,
            each=lambda: progress(next(done) / count),
        )

    return work


def _keep(table: Table, csv: Path) -> None:
    try:
        table.to_csv(csv)
    except OSError as error:
        refuse(f"the table cannot be written to {csv}: {error.strerror}")


def _summary(table: Table) -> list[tuple[object, ...]]:
    """Mean, spread and percentiles of every column of numbers."""
    import numpy as np

    rows: list[tuple[object, ...]] = []
    for name in table.columns:
        values = [value for value in table.column(name) if isinstance(value, float)]
        if values:
            spread = (np.mean(values), np.std(values), *np.percentile(values, (10, 50, 90)))
            rows.append((name.replace("_", " "), *(float(number) for number in spread)))
    return rows
