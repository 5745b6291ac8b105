"""A page is of one moment: one version of the content, by the clinic's own clock."""

from collections.abc import Callable
from contextlib import nullcontext
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guywire.clinic.welcome import content
from guywire.clinic.welcome.queries import current_clinic


class ClinicClockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        only_reads = request.method in ("GET", "HEAD")
        with (
            content.reading() if only_reads else nullcontext(),
            timezone.override(ZoneInfo(current_clinic().timezone)),
        ):
            return self.get_response(request)
