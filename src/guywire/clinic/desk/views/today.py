from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.desk import queries
from guywire.clinic.desk.looks import Row, numbers_of, questions_in
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.roles import CLINICAL, EVERYBODY
from guywire.clinic.messages.queries import unsent_for
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.search import second_facts
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.queries import day
from guywire.clinic.welcome.queries import (
    clinic_today,
    current_clinic,
    current_notices,
    open_questions,
)

FIRST_FEW = 5


@require_safe
@staff_only(*EVERYBODY)
def today(request: HttpRequest) -> HttpResponse:
    on = clinic_today(current_clinic())
    is_clinical = staff_of(request).role in CLINICAL
    waiting = queries.follow_up_list() if is_clinical else FollowUpEntry.objects.none()
    visits, entries, questions = list(day(on)), list(waiting[:FIRST_FEW]), list(open_questions())
    shown: list[Row] = [*visits, *entries, *questions]
    record_look(staff_of(request), "today", numbers_of(shown), questions=questions_in(shown))
    context = {
        "today": on,
        "visits": visits,
        "second_facts": second_facts(visit.patient for visit in visits),
        "entries": entries,
        "more_waiting": max(waiting.count() - FIRST_FEW, 0),
        "questions": questions,
        "notices": current_notices(on),
        "unsent_count": unsent_for(staff_of(request)).count(),
    }
    return render(request, "desk/today.html", context)
