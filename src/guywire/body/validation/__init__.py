"""The engine beside published results.

`table` makes the rows, `cached_answers` reads those made before, `page` writes them down.
"""

from __future__ import annotations

from guywire.body.validation.row import Bounds, Kind, Tally, ValidationRow, tallies

__all__ = ["Bounds", "Kind", "Tally", "ValidationRow", "tallies"]
