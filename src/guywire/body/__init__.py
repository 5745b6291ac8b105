"""The engine: anatomy, tissue, posture and stretch. Knows no web."""

from guywire.body.measure import measure

__all__ = ["measure"]
