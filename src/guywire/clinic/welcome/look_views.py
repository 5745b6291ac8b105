"""The look of the practice as files: each address is of one content and may be stored for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from guywire.clinic.welcome.colors import COLORS_EDITION, is_color, is_readable, style_sheet
from guywire.clinic.welcome.models import Picture

FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def colors(request: HttpRequest, edition: int, color: str) -> HttpResponse:
    if edition != COLORS_EDITION or not is_color(f"#{color}") or not is_readable(f"#{color}"):
        raise Http404
    return _file(style_sheet(f"#{color}"), "text/css")


@require_safe
def stored_icon(request: HttpRequest, name: str) -> HttpResponse:
    picture = get_object_or_404(Picture.objects.exclude(icon_of=None), pk=name)
    return _file(bytes(picture.content), "image/png")


@require_safe
def stored_picture(request: HttpRequest, name: str) -> HttpResponse:
    picture = get_object_or_404(Picture.objects.filter(icon_of=None), pk=name)
    return _file(bytes(picture.content), "image/webp")


def _file(content: str | bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = FOR_GOOD
    return response
