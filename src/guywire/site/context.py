from typing import Any

from django.http import HttpRequest

from guywire.clinic.welcome.queries import current_clinic

NAVIGATION = (
    ("Check your hips", "/check/"),
    ("My program", "/program/"),
    ("Visits", "/visits/"),
    ("Help", "/help/"),
)
FOOTER = (
    ("Ask about insurance", "/insurance/"),
    ("Instructions for use", "/instructions/"),
    ("The rules we follow", "/rules/"),
    ("What studies found", "/evidence/"),
    ("Your data", "/device/"),
    ("Staff sign-in", "/desk/"),
)


def clinic(request: HttpRequest) -> dict[str, Any]:
    return {"clinic": current_clinic(), "site_nav": NAVIGATION, "site_footer": FOOTER}
