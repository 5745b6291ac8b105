"""The first page: the practice, its people and places, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.visits import queries as visits
from guywire.clinic.welcome.body_parts import BODY_PICTURES
from guywire.clinic.welcome.notice_text import as_html
from guywire.clinic.welcome.queries import clinic_today, current_clinic, current_notices


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    notices = current_notices(clinic_today(current_clinic()))
    context = {
        "notices": [as_html(notice.text) for notice in notices],
        "body_pictures": BODY_PICTURES,
        "therapists": visits.therapists(),
        "locations": visits.locations(),
    }
    return render(request, "site/home.html", context)
