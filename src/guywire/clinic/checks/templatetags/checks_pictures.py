from collections.abc import Iterable
from typing import Any

from django import template

from guywire.clinic.checks.lying import knee_bending, lying, standing
from guywire.hips.readings import HANGING

register = template.Library()


@register.inclusion_tag("checks/lying.svg.html")
def lying_figure(spots: Iterable[str] = HANGING) -> dict[str, Any]:
    """The person of the how-to page, with the phone at each of these spots."""
    shown = set(spots)
    phones = [phone for phone in lying().phones if phone.spot in shown]
    return {"lying": lying(), "phones": phones}


@register.inclusion_tag("checks/spot.svg.html")
def lying_spot(spot: str) -> dict[str, Any]:
    """One spot, close to; stands on a page below the whole figure, whose drawing it repeats."""
    [phone] = [phone for phone in lying().phones if phone.spot == spot]
    x, y = phone.upper_end
    return {"phone": phone, "view_box": f"{x - 190:.0f} {y - 200:.0f} 620 420"}


@register.inclusion_tag("checks/knee_bending.svg.html")
def knee_bending_figure() -> dict[str, Any]:
    """The person of the knee-bend page, with the phone on the shin."""
    body, phone = knee_bending()
    return {"body": body, "phone": phone}


@register.inclusion_tag("checks/standing.svg.html")
def standing_figure() -> dict[str, Any]:
    """A person who stands, with the phone on the front of the pelvis."""
    body, phone = standing()
    return {"body": body, "phone": phone}
