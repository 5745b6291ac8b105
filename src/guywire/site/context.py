from typing import Any

from django.http import HttpRequest

from guywire.clinic.public_page import OURS
from guywire.clinic.welcome.queries import current_clinic
from guywire.site.offline import pages_to_stock

NAVIGATION = (
    ("Check your hips", "/check/"),
    ("My program", "/program/"),
    ("Visits", "/visits/"),
    ("Help", "/help/"),
)
FOOTER = (
    ("Help for tonight", "/tonight/"),
    ("Ask about insurance", "/insurance/"),
    ("Instructions for use", "/instructions/"),
    ("The rules we follow", "/rules/"),
    ("What studies found", "/evidence/"),
    ("Your data", "/device/"),
    ("Staff sign-in", "/desk/"),
)


def clinic(request: HttpRequest) -> dict[str, Any]:
    return {
        "clinic": current_clinic(),
        "site_nav": NAVIGATION,
        "site_here": here(request.path),
        "site_footer": FOOTER,
        "stocked": pages_to_stock() if _has_device_record(request) else "",
    }


def _has_device_record(request: HttpRequest) -> bool:
    return any(name.startswith(OURS) for name in request.COOKIES)


def here(path: str) -> dict[str, str]:
    """Which item of the navigation this page is, or is a page of. Nothing else of its address."""
    for _, section in NAVIGATION:
        if path.startswith(section):
            return {"path": section, "current": "page" if path == section else "true"}
    return {}
