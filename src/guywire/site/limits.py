"""A request that is far too large, or that a page does not take, meets a sentence."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render


class FriendlyLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.method == "POST":
                _ = request.POST
        except (RequestDataTooBig, TooManyFieldsSent):
            return render(request, "site/too_large.html", status=413)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method in ("GET", "POST"):
            response.content = render(request, "site/not_here.html").content
        return response
