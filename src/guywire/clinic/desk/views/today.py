from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guywire.clinic.desk import queries, queue_queries
from guywire.clinic.desk.looks import Row, numbers_of, questions_in
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.notes import drafts_of
from guywire.clinic.desk.roles import CLINICAL, EVERYBODY, OWNER
from guywire.clinic.desk.visit_card import visit_cards
from guywire.clinic.desk.visits_to_move import stranded
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.queries import requests_waiting
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import day, has_hours
from guywire.clinic.welcome.queries import (
    clinic_today,
    current_clinic,
    current_notices,
)

FIRST_FEW = 5
MAX_VISITS = 30
"""A longer day begins an hour ago here; the schedule has all of it."""


def visits_now(on: date) -> tuple[list[Visit], int]:
    """The visits of this day that the desk is busy with, and how many the day has."""
    starts = list(day(on).values_list("pk", "starts_at"))
    since = timezone.now() - timedelta(hours=1)
    over = sum(starts_at < since for _, starts_at in starts)
    first = max(0, min(over, len(starts) - MAX_VISITS))
    shown = [pk for pk, _ in starts[first : first + MAX_VISITS]]
    return list(day(on).filter(pk__in=shown)), len(starts)


@require_safe
@staff_only(*EVERYBODY)
def today(request: HttpRequest) -> HttpResponse:
    on = clinic_today(current_clinic())
    is_clinical = staff_of(request).role in CLINICAL
    waiting = queries.follow_up_list() if is_clinical else FollowUpEntry.objects.none()
    own = list(day(on).filter(therapist__staff=staff_of(request))) if is_clinical else []
    visits, visit_count = visits_now(on)
    others = [visit for visit in visits if visit not in own]
    entries = list(waiting[:FIRST_FEW])
    items = list(queue_queries.open_items(staff_of(request))[:FIRST_FEW])
    drafts = list(drafts_of(staff_of(request))[:FIRST_FEW]) if is_clinical else []
    cards = visit_cards([*own, *others])
    shown: list[Row] = [*own, *others, *(draft.note.visit for draft in drafts), *entries, *items]
    record_look(staff_of(request), "today", numbers_of(shown), questions=questions_in(shown))
    context = {
        "today": on,
        "own": [cards[visit.pk] for visit in own],
        "others": [cards[visit.pk] for visit in others],
        "is_cut": visit_count > len(own) + len(others),
        "visit_count": visit_count,
        "drafts": drafts,
        "here": request.get_full_path(),
        "entries": entries,
        "more_waiting": max(waiting.count() - FIRST_FEW, 0),
        "items": items,
        "counts": queue_queries.open_counts(staff_of(request)),
        "notices": current_notices(on),
        "can_be_booked": has_hours(),
        "asked_to_delete": requests_waiting() if staff_of(request).role in OWNER else 0,
        "to_move_count": len(stranded()),
    }
    return render(request, "desk/today.html", context)
