"""A request that is too large or too slow, or that a page does not take, meets a sentence."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

REFUSED = "guywire.refused"
"""In the scope of a request whose body was not read to its end: the status that says why."""
TEMPLATES = {408: "site/too_slow.html", 413: "site/too_large.html"}


class FriendlyLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _refusal(request)
        if status:
            response = render(request, TEMPLATES[status], status=status)
            response["Connection"] = "close"
            return response
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            is_a_page = "GET" in response["Allow"]
            response.content = render(request, "405.html", {"is_a_page": is_a_page}).content
        return response


def _refusal(request: HttpRequest) -> int:
    """The status that says why this request is refused; 0 when it is not."""
    refused: int = getattr(request, "scope", {}).get(REFUSED, 0)
    if refused or request.method != "POST":
        return refused
    try:
        _ = request.POST
    except (RequestDataTooBig, TooManyFieldsSent):
        return 413
    return 0
