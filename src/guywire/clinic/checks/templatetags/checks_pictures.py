"""Which drawing shows a spot for the phone."""

from django import template

register = template.Library()
DRAWINGS = {
    "standing": "stand_pelvis",
    "pelvis": "thomas_pelvis",
    "thigh": "thomas_thigh",
    "shin": "thomas_shin",
    "prone_knee": "prone_shin",
}


@register.filter
def spot_drawing(field: str) -> str:
    """Return the drawing of the spot that a reading's field asks for."""
    return DRAWINGS[field]
