import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.desk.numbers import PERIODS, Group, numbers_of
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
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
    found = numbers_of(days, clinic_today(current_clinic()))
    return render(
        request, "desk/numbers.html", {"numbers": found, "days": days, "periods": PERIODS}
    )


@require_POST
@staff_only(*OWNER)
def export(request: HttpRequest) -> HttpResponse:
    """The same numbers for a spreadsheet. No person is in them."""
    days = period_of(request.POST.get("days"))
    found = numbers_of(days, clinic_today(current_clinic()))
    record_audit(staff_of(request), "numbers.export", days=days)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="numbers.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for group in (found.everything, *found.therapists, *found.places):
        writer.writerow(cells(group))
    return response


def cells(group: Group) -> list[object]:
    # A spreadsheet runs a name that begins like a formula.
    name = f"'{group.name}" if group.name.startswith(("=", "+", "-", "@")) else group.name
    return [
        name,
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
