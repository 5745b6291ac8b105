"""What every page with a form shares."""

from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
