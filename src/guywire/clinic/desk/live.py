"""Lets an open page of the desk know that something has changed.

The number is raised once the change can be read: a page that asked in between would fetch the
state before it, and not ask again. Nothing waits for the row, unlike in the transaction itself.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from guywire.clinic.desk.models import DeskVersion


class DeskNumberMiddleware:
    """Reads the number before the page reads anything, so that the page misses no change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        if request.path.startswith("/desk/") and request.method in ("GET", "HEAD"):
            request.desk_number = current_number()  # type: ignore[attr-defined]


def changed(**_: object) -> None:
    """Note a change in this transaction; a receiver of signals."""
    transaction.on_commit(_raise_number, robust=True)


def current_number() -> int:
    return DeskVersion.objects.values_list("number", flat=True).first() or 0


def _raise_number() -> None:
    if not DeskVersion.objects.filter(pk=1).update(number=F("number") + 1):
        DeskVersion.objects.get_or_create(pk=1, defaults={"number": 1})
