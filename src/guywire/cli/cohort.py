"""guywire cohort: sampled people by the million, one question asked of all, one tidy table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli import app
from guywire.cli.output import Sheet, plain_refusals, refuse, say_json, say_sheet, with_progress

if TYPE_CHECKING:
    from guywire.body.cohort import Columns
    from guywire.body.cohort_table import Run


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
    scheduler: Annotated[
        str,
        typer.Option(help="processes, dask, or the address of a Dask scheduler."),
    ] = "processes",
    parquet: Annotated[
        Path | None,
        typer.Option(
            help="Write the table into this folder of Parquet files; what is there is not "
            "computed again."
        ),
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the whole table into this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole table as JSON.")] = False,
) -> None:
    """Sample people from published distributions and ask the engine one question of all."""
    from guywire.body.cohort_table import Run

    run = Run(question.value, count, seed)
    with plain_refusals():
        work = _into_memory(run, scheduler) if parquet is None else _into(parquet, run, scheduler)
        columns = with_progress(f"asking {count:,} people", work)
    if csv:
        _write_csv(columns, csv)
    if as_json:
        say_json({"seed": seed, "rows": _rows(columns)})
        return
    title = f"{len(columns['number']):,} people, seed {seed}"
    say_sheet(Sheet(title, ("", "mean", "SD", "10 %", "half", "90 %"), _summary(columns)))


def _into_memory(run: Run, scheduler: str) -> Callable[[Callable[[float], None]], Columns]:
    from guywire.body.cohort_table import in_memory

    return lambda progress: in_memory(run, scheduler=scheduler, progress=progress)


def _into(folder: Path, run: Run, scheduler: str) -> Callable[[Callable[[float], None]], Columns]:
    from guywire.body.cohort_table import into_parquet, read_parquet

    def work(progress: Callable[[float], None]) -> Columns:
        try:
            into_parquet(run, folder, scheduler=scheduler, progress=progress)
        except OSError as error:
            refuse(f"the table cannot be written to {folder}: {error.strerror}")
        return read_parquet(folder)

    return work


def _rows(columns: Columns) -> list[Mapping[str, object]]:
    names = list(columns)
    lists = (column.tolist() for column in columns.values())
    return [dict(zip(names, values, strict=True)) for values in zip(*lists, strict=True)]


def _write_csv(columns: Columns, path: Path) -> None:
    from csv import DictWriter

    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = DictWriter(file, list(columns))
            writer.writeheader()
            writer.writerows(_rows(columns))
    except OSError as error:
        refuse(f"the table cannot be written to {path}: {error.strerror}")


def _summary(columns: Columns) -> list[tuple[object, ...]]:
    """Mean, spread and percentiles of every column of numbers."""
    import numpy as np

    rows: list[tuple[object, ...]] = []
    for name, column in columns.items():
        if column.dtype.kind == "f":
            values = np.asarray(column, float)
            spread = (values.mean(), values.std(), *np.percentile(values, (10, 50, 90)))
            rows.append((name.replace("_", " "), *(float(number) for number in spread)))
    return rows
