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
        if isinstance(response, HttpResponseNotAllowed):
            is_a_page = "GET" in response["Allow"]
            response.content = render(request, "405.html", {"is_a_page": is_a_page}).content
        return response
