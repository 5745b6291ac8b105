"""The application that the server runs: the front, with Django behind it."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guywire.site.front.front import Front

SWITCH_SECONDS = 0.001
"""How long Django's thread may go on while the loop waits to answer somebody else."""


def application(started_at: float) -> Front:
    """Return the application. `started_at`: when the server started, by `time.monotonic`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guywire.site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from guywire.site import health, static_files
    from guywire.site.front.content import version_in
    from guywire.site.front.django_thread import DjangoThread
    from guywire.site.front.files import Files
    from guywire.site.front.finished_pages import FinishedPages
    from guywire.site.front.front import Front
    from guywire.site.front.health import Health

    sys.setswitchinterval(SWITCH_SECONDS)
    load_pages()
    files = Files(settings.STATIC_URL, *static_files.folders())
    pages = FinishedPages(version_in(connection))
    report = partial(health.report_outside_a_request, started_at)
    return Front(DjangoThread(), files, pages, Health(report))


def load_pages() -> None:
    """The addresses bring every page's code with them: at the start, not in the first request."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
