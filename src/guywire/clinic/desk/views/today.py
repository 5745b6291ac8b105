from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.desk import queries, queue_queries
from guywire.clinic.desk.looks import Row, numbers_of, questions_in
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.roles import CLINICAL, EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.search import second_facts
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.queries import day
from guywire.clinic.welcome.queries import (
    clinic_today,
    current_clinic,
    current_notices,
)

FIRST_FEW = 5


@require_safe
@staff_only(*EVERYBODY)
def today(request: HttpRequest) -> HttpResponse:
    on = clinic_today(current_clinic())
    is_clinical = staff_of(request).role in CLINICAL
    waiting = queries.follow_up_list() if is_clinical else FollowUpEntry.objects.none()
    visits, entries = list(day(on)), list(waiting[:FIRST_FEW])
    items = list(queue_queries.open_items(staff_of(request))[:FIRST_FEW])
    shown: list[Row] = [*visits, *entries, *items]
    record_look(staff_of(request), "today", numbers_of(shown), questions=questions_in(shown))
    context = {
        "today": on,
        "visits": visits,
        "second_facts": second_facts(visit.patient for visit in visits),
        "entries": entries,
        "more_waiting": max(waiting.count() - FIRST_FEW, 0),
        "items": items,
        "counts": queue_queries.open_counts(staff_of(request)),
        "notices": current_notices(on),
    }
    return render(request, "desk/today.html", context)
