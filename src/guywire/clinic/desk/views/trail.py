from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.desk import trail as queries
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit, record_look
from guywire.clinic.welcome.queries import clinic_today, current_clinic

YEAR = timedelta(days=365)


@require_safe
@staff_only(*OWNER)
def trail(request: HttpRequest) -> HttpResponse:
    """Who looked at or changed what; filtered by person, staff, and day."""
    asked = queries.filter_from(request.GET)
    is_last_year = asked.person is not None and "from" not in request.GET
    if is_last_year:
        # Nothing but the day keeps a search for one person from reading the whole trail.
        asked = replace(asked, first=clinic_today(current_clinic()) - YEAR)
    entries = asked.entries(ZoneInfo(current_clinic().timezone))
    page = Paginator(entries, queries.ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines_of(page.object_list, queries.MAX_NAMES)
    shown = {number for line in lines for number, _name, _public_id in line.people}
    record_look(staff_of(request), "trail", shown, asked=asked.query)
    context = {
        "asked": asked,
        "page": page,
        "page_query": urlencode(asked.query),
        "lines": lines,
        "is_last_year": is_last_year,
        "person": Patient.objects.filter(pk=asked.person or 0).first(),
        "everyone": Staff.objects.order_by("name"),
    }
    return render(request, "desk/trail.html", context)


@require_POST
@staff_only(*OWNER)
def export(request: HttpRequest) -> StreamingHttpResponse:
    asked = queries.filter_from(request.POST)
    zone = ZoneInfo(current_clinic().timezone)
    record_audit(staff_of(request), "trail.export", asked=asked.query)
    rows = queries.csv_rows(asked.entries(zone), zone)
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="who-looked.csv"'
    return response
