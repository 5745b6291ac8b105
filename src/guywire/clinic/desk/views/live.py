from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_only


@require_safe
@staff_only(*EVERYBODY)
def version(request: HttpRequest) -> HttpResponse:
    """Whether anything has changed, by ETag. It says nothing else, and of no one."""
    etag = f'"{request.desk_number}"'  # type: ignore[attr-defined]
    is_known = request.headers.get("If-None-Match") == etag
    return HttpResponse(status=304 if is_known else 204, headers={"ETag": etag})
