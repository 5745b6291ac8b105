from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.undo import is_offered
from guywire.clinic.public_page import OURS
from guywire.clinic.welcome.queries import current_clinic
from guywire.site.offline import pages_to_stock

NAVIGATION = (
    (_("Check your hips"), "/check/"),
    (_("My program"), "/program/"),
    (_("Visits"), "/visits/"),
    (_("Help"), "/help/"),
)
FOOTER = (
    (_("Help for tonight"), "/tonight/"),
    (_("Ask about insurance"), "/insurance/"),
    (_("Instructions for use"), "/instructions/"),
    (_("The rules we follow"), "/rules/"),
    (_("What studies found"), "/evidence/"),
    (_("Your data"), "/device/"),
    (_("Staff sign-in"), "/desk/"),
)


def clinic(request: HttpRequest) -> dict[str, Any]:
    return {
        "clinic": current_clinic(),
        "site_nav": NAVIGATION,
        "site_here": here(request.path),
        "site_footer": FOOTER,
        "undo_is_offered": partial(is_offered, request),
        "stocked": pages_to_stock() if _has_device_record(request) else "",
    }


def _has_device_record(request: HttpRequest) -> bool:
    return any(name.startswith(OURS) for name in request.COOKIES)


def here(path: str) -> dict[str, str]:
    """Which item of the navigation this page is, or is a page of. Nothing else of its address."""
    for _name, section in NAVIGATION:
        if path.startswith(section):
            return {"path": section, "current": "page" if path == section else "true"}
    return {}
