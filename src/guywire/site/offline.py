"""What makes the site an app: its manifest, the worker that answers without a network, its page."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guywire.clinic.public_page import public_page
from guywire.clinic.welcome.models import Clinic
from guywire.clinic.welcome.queries import current_clinic
from guywire.site.static_files import name_of_this_release

PAPER, BRAND = "#faf6ef", "#0d5a54"
"""`--paper` and `--brand` of tokens.css; a manifest cannot read a style sheet."""
OPEN_OFFLINE = (
    "home",
    "program",
    "session",
    "session_offline",
    "check_result",
    "progress",
    "tonight",
)
"""The person's pages that a device stores before they are asked for."""
STORED_WHEN_SEEN = (*OPEN_OFFLINE, "session_run", "session_done")
"""All that may ever be stored. Nothing of the desk, and no private link, is among them."""

ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
MASKABLE_ICON = ("icon-maskable.png", "512x512", "maskable")


@cache
def pages_to_stock() -> str:
    """The addresses that a person's pages have stored, for the script that asks for it."""
    return " ".join(reverse(name) for name in OPEN_OFFLINE)


@require_safe
@public_page()
def manifest(request: HttpRequest) -> HttpResponse:
    clinic = current_clinic()
    name = clinic.name
    content = {
        "name": name,
        "short_name": name,
        "description": _("A gentle stretch at home, a hip check, and a free first visit."),
        "id": "/",
        "start_url": reverse("home"),
        "scope": "/",
        "lang": "en",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": _icons(clinic),
        "shortcuts": [
            {"name": _("Start a gentle stretch"), "url": reverse("session")},
            {"name": _("Your program"), "url": reverse("program")},
        ],
    }
    return HttpResponse(json.dumps(content), content_type="application/manifest+json")


def _icons(clinic: Clinic) -> list[dict[str, str]]:
    if own := clinic.shown_icon:
        sizes = f"{own.width}x{own.height}"
        return [{"src": own.icon_address, "sizes": sizes, "type": "image/png", "purpose": "any"}]
    return [
        {"src": static("site/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(_icon(*icon) for icon in (*ICONS, MASKABLE_ICON)),
    ]


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"site/{file}"),
        "sizes": sizes,
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
@public_page()
def worker(request: HttpRequest) -> HttpResponse:
    """From here, and not from /static/: a worker answers for the pages below its own address."""
    context = {
        "release": name_of_this_release(),
        "settings": json.dumps(
            {
                "stored": [reverse(name) for name in STORED_WHEN_SEEN],
                "stocked": [reverse(name) for name in OPEN_OFFLINE],
                "ownPage": reverse("offline"),
                "begin": reverse("session"),
                "run": reverse("session_run"),
                "spare": reverse("session_offline"),
                "answer": reverse("session_after"),
                "forget": reverse("forget"),
            }
        ),
    }
    return render(request, "site/worker.js", context, content_type="text/javascript")


@require_safe
@public_page()
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows in place of the browser's error page."""
    return render(request, "site/offline.html")
