import logging
import sys

from allauth.account.views import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error as default_server_error

from guywire.clinic.people.lock_views import works_while_locked
from guywire.site import health
from guywire.site.database_trouble import DatabaseTrouble, trouble_behind, trouble_of

BAD_ORIGIN = REASON_BAD_ORIGIN.partition("%s")[0]
logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """For tests and other servers: behind our own, the front answers before Django."""
    report = health.report()
    return JsonResponse(report, status=200 if report["status"] in health.HEALTHY else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not reason.startswith(BAD_ORIGIN):
        return render(request, "site/page_expired.html", status=403)
    logger.warning(
        "A form was refused. The browser says it comes from %s, and the request is for %s://%s. "
        "If both are this site, the proxy must pass on the Host header with its port, and "
        "X-Forwarded-Proto, and GUYWIRE_URL must be the address that visitors use.",
        request.headers.get("Origin"),
        request.scheme,
        request.get_host(),
    )
    return render(request, "site/other_origin.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, SessionInterrupted):
        # Django says it of a session that another tab ended, and of one the disk had no room for.
        trouble = trouble_behind(exception)
        return cannot_save(trouble) if trouble else redirect_to_login(request.get_full_path())
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say what is wrong if the database is. Every other fault gets the usual page."""
    trouble = trouble_of(sys.exc_info()[1])
    return cannot_save(trouble) if trouble else default_server_error(request)


def cannot_save(trouble: DatabaseTrouble) -> HttpResponse:
    logger.error(trouble.operator_text)
    # Without a request: what fills pages with the clinic's name asks the database.
    page = render_to_string("site/cannot_save.html", {"reason": trouble.person_text})
    return HttpResponse(
        page, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"}
    )


@works_while_locked
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser drop the pages it may still hold."""
    response: HttpResponse = logout(request)
    if not request.user.is_authenticated:
        response["Clear-Site-Data"] = '"cache"'
    return response


def not_offered(request: HttpRequest) -> HttpResponse:
    """Pages of a library we do not offer: the owner alone changes the email staff sign in with."""
    raise Http404
