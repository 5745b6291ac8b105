from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.desk.forms import day_or
from guywire.clinic.desk.looks import numbers_of
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.search import second_facts
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import day
from guywire.clinic.welcome.queries import clinic_today, current_clinic

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


class DiaryDay(NamedTuple):
    date: date
    by_therapist: list[tuple[str, list[Visit]]]

    @property
    def visits(self) -> list[Visit]:
        return [visit for _, visits in self.by_therapist for visit in visits]


@require_safe
@staff_only(*EVERYBODY)
def diary(request: HttpRequest) -> HttpResponse:
    """One day, or with span=week the seven days from that week's Monday."""
    today = clinic_today(current_clinic())
    on = day_or(request.GET.get("day", ""), today)
    is_week = request.GET.get("span") == "week"
    first = on - on.weekday() * DAY if is_week else on
    step = WEEK if is_week else DAY
    days = [diary_day(first + n * DAY) for n in range(step.days)]
    visits = [visit for day in days for visit in day.visits]
    record_look(staff_of(request), "schedule", numbers_of(visits), first=str(first))
    context = {
        "days": days,
        "second_facts": second_facts(visit.patient for visit in visits),
        "is_week": is_week,
        "on": on,
        "today": today,
        "earlier": first - step,
        "later": first + step,
    }
    return render(request, "desk/diary.html", context)


def diary_day(on: date) -> DiaryDay:
    visits = sorted(day(on, with_cancelled=True), key=lambda visit: visit.therapist.name)
    grouped = groupby(visits, key=lambda visit: visit.therapist.name)
    return DiaryDay(on, [(name, list(theirs)) for name, theirs in grouped])
