"""Pages show times by the practice's own clock, whatever the server's is."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guywire.clinic.welcome.queries import current_clinic


class ClinicClockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(ZoneInfo(current_clinic().timezone)):
            return self.get_response(request)
