"""Every published result the engine is compared with, and none that set one of its parameters.

Making the rows walks and stretches thousands of people; `cached_answers` has what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType

from guywire.body import cohort, relaxation, stand, thomas, trunk, walk
from guywire.body.fit import drift, population
from guywire.body.tissue import constants
from guywire.body.validation import holding, passive, standing, walking
from guywire.body.validation.row import ValidationRow
from guywire.body.walk import prices

SETTING_MODULES: tuple[ModuleType, ...] = (
    relaxation,
    thomas,
    constants,
    trunk,
    walk,
    prices,
    cohort,
    stand,
    population,
    drift,
)
ROW_MODULES: tuple[ModuleType, ...] = (passive, standing, walking, holding)


def validation_table(progress: Callable[[float], None] | None = None) -> tuple[ValidationRow, ...]:
    """All rows. `progress` is told the share done, 0 to 1."""
    rows: list[ValidationRow] = []
    for done, module in enumerate(ROW_MODULES, start=1):
        rows += _rows(module)
        if progress:
            progress(done / len(ROW_MODULES))
    return tuple(rows)


@cache
def _rows(module: ModuleType) -> tuple[ValidationRow, ...]:
    return tuple(module.rows())


def parameters() -> Mapping[str, tuple[str, ...]]:
    """Every parameter that was set by published results, and by which (ids or DOIs)."""
    set_by: dict[str, tuple[str, ...]] = {}
    for module in SETTING_MODULES:
        set_by |= module.SET_BY
    return set_by
