"""Every published result the engine is compared with, and none that set one of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from guywire.body.validation.row import Bounds, Kind, Tally, ValidationRow, tallies

__all__ = [
    "Bounds",
    "Kind",
    "Tally",
    "ValidationRow",
    "parameters",
    "tallies",
    "validation_table",
]

SETTING_MODULES = (
    "relaxation",
    "thomas",
    "tissue.constants",
    "trunk",
    "walk",
    "walk.prices",
    "cohort",
    "stand",
    "fit.population",
    "fit.drift",
)
ROW_MODULES = ("passive", "standing", "walking", "holding")


def validation_table(progress: Callable[[float], None] | None = None) -> tuple[ValidationRow, ...]:
    """All rows. `progress` is told the share done, 0 to 1."""
    rows: list[ValidationRow] = []
    for done, name in enumerate(ROW_MODULES, start=1):
        rows += _rows(name)
        if progress:
            progress(done / len(ROW_MODULES))
    return tuple(rows)


@cache
def _rows(name: str) -> tuple[ValidationRow, ...]:
    return tuple(import_module(f"guywire.body.validation.{name}").rows())


def parameters() -> Mapping[str, tuple[str, ...]]:
    """Every parameter that was set by published results, and by which (ids or DOIs)."""
    found: dict[str, tuple[str, ...]] = {}
    for name in SETTING_MODULES:
        found |= import_module(f"guywire.body.{name}").SET_BY
    return found
