"""The Content-Security-Policy of the settings, worked out once: it is the same on every page."""

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


@cache
def policy() -> str:
    text: str = build_policy()
    return text
