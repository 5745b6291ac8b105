"""The Content-Security-Policy of the settings, worked out once: it is the same on every page."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SamePolicyMiddleware(CSPMiddleware):
    """django-csp works it out twice for each answer, which is a tenth of the time of a page."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault(HEADER, policy())
        return response


class CameraMiddleware:
    """Camera and microphone are closed to every page but the room of an online visit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, "uses_camera", False):
            closed = response.headers["Permissions-Policy"]
            opened = closed.replace("camera=()", "camera=(self)")
            response.headers["Permissions-Policy"] = opened.replace(
                "microphone=()", "microphone=(self)"
            )
        return response


@cache
def policy() -> str:
    text: str = build_policy()
    return text
