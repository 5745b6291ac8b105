from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.care.natural_course import LASTING_PAIN
from guywire.care.scores import PAIN
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.counted_numbers import counted, recount
from guywire.clinic.desk.csv_file import csv_response
from guywire.clinic.desk.numbers import PERIODS, Group
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.welcome.queries import clinic_today, current_clinic

COLUMNS = (
    "Group",
    "Visits",
    "Attended",
    "No-show",
    "No-show out of",
    "Late cancel",
    "Hours taken",
    "Hours offered",
    "Median days from booking to visit",
)


@require_safe
@staff_only(*OWNER)
def numbers(request: HttpRequest) -> HttpResponse:
    days = period_of(request.GET.get("days"))
    today = clinic_today(current_clinic())
    latest = counted(days, today)
    context = {
        "counted_at": latest.at,
        "numbers": latest.numbers,
        "outcomes": latest.outcomes,
        "clear_change": PAIN.smallest_clear_change,
        "days_until_stopped": current_thresholds().days_until_stopped,
        "course_source": LASTING_PAIN.source.citation,
        "course_link": LASTING_PAIN.source.link,
        "days": days,
        "periods": PERIODS,
    }
    return render(request, "desk/numbers.html", context)


@require_POST
@staff_only(*OWNER)
def count(request: HttpRequest) -> HttpResponse:
    days = period_of(request.POST.get("days"))
    recount(days, clinic_today(current_clinic()))
    return redirect(f"{reverse('desk_numbers')}?days={days}")


@require_POST
@staff_only(*OWNER)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same numbers for a spreadsheet. No person is in them."""
    days = period_of(request.POST.get("days"))
    found = counted(days, clinic_today(current_clinic())).numbers
    record_audit(staff_of(request), "numbers.export", days=days)
    groups = (found.everything, *found.therapists, *found.places)
    return csv_response("numbers", COLUMNS, [cells(group) for group in groups], zone_of(None))


def cells(group: Group) -> list[object]:
    return [
        group.name,
        sum(group.statuses.values()),
        group.attended,
        group.no_shows.count,
        group.no_shows.total,
        group.late,
        group.used.count if group.used else "",
        group.used.total if group.used else "",
        group.wait.median if group.wait else "",
    ]


def period_of(text: str | None) -> int:
    return next((days for days in PERIODS if str(days) == text), PERIODS[1])
