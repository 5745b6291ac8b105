"""Every published result the engine is compared with, and none that set one of its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from guywire.body.validation.row import Bounds, Row

__all__ = ["Bounds", "Row", "parameters", "validation_table"]

SETTING_MODULES = ("relaxation", "thomas", "tissue.constants")
ROW_MODULES = ("passive", "holding")


@cache
def validation_table() -> tuple[Row, ...]:
    """All rows, computed now."""
    parts = (import_module(f"guywire.body.validation.{name}") for name in ROW_MODULES)
    return tuple(row for part in parts for row in part.rows())


def parameters() -> Mapping[str, tuple[str, ...]]:
    """Every parameter that was set by published results, and by which (ids or DOIs)."""
    found: dict[str, tuple[str, ...]] = {}
    for name in SETTING_MODULES:
        found |= import_module(f"guywire.body.{name}").SET_BY
    return found
