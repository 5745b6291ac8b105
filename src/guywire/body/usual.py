"""The one reference: what "usual" tissue is, wherever one person is compared with others."""

from __future__ import annotations

from functools import cache

from guywire.body.tissue import Tissue


@cache
def usual_tissue() -> Tissue:
    """Tissue of one side of the median person of the population."""
    return Tissue()
