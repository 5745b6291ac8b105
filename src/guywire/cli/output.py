"""How a command speaks: tables for people, JSON for programs, a sentence when it cannot."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.intervals import Interval

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """One table: its title, the names of its columns, its rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Answer:
    """What a command found: for programs, for people, and as a figure."""

    payload: Mapping[str, Any]
    sheets: Sequence[Sheet]
    draw: Callable[[Axes], None]

    def tell(self, *, as_json: bool, plot: Path | None) -> None:
        """Say it on stdout, and draw it if asked."""
        if plot:
            save_figure(self.draw, plot)
        if as_json:
            say_json(self.payload)
            return
        for sheet in self.sheets:
            say_sheet(sheet)


def refuse(sentence: str) -> NoReturn:
    """End with the sentence on stderr and exit code 2."""
    print(sentence, file=sys.stderr)  # noqa: T201
    raise typer.Exit(2)


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Turn the engine's ValueErrors into their sentence on stderr and exit code 2."""
    try:
        yield
    except ValueError as error:
        refuse(str(error))


def say_json(payload: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    print(json.dumps(payload, indent=2, allow_nan=False, default=_plain))  # noqa: T201


def _plain(value: Any) -> Any:
    """NumPy arrays and numbers as JSON knows them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def say_sheet(sheet: Sheet) -> None:
    """Print a table; numbers are rounded to three figures."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=sheet.title, title_justify="left", title_style="bold")
    for number, name in enumerate(sheet.head):
        table.add_column(name, justify="left" if number == 0 else "right", overflow="fold")
    for row in sheet.rows:
        table.add_row(*(_cell(cell) for cell in row))
    Console().print(table)


def _cell(cell: object) -> str:
    return short(cell) if isinstance(cell, float) else str(cell)


def short(number: float) -> str:
    """A number to three figures, never with an exponent for thousands."""
    return f"{number:.0f}" if abs(number) >= 1000 else f"{number:.3g}"


def band_text(band: Interval) -> str:
    """A band as its middle and its ends."""
    return f"{short(band.median)} ({short(band.low)} to {short(band.high)})"


def save_figure(draw: Callable[[Axes], None], path: Path) -> None:
    """Draw into a file; its ending says which kind."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        refuse("--plot needs matplotlib: install it with  pip install 'guywire[plot]'")
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    draw(figure.add_subplot())
    try:
        figure.savefig(path)
    except OSError as error:
        refuse(f"the figure cannot be written to {path}: {error.strerror}")


def with_progress(label: str, work: Callable[[Callable[[float], None]], T]) -> T:
    """Run `work`, which reports the share done (0 to 1), under a progress bar on stderr."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=1.0)
        return work(lambda share: progress.update(task, completed=share))
