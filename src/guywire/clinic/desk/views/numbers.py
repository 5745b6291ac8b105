from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.care.natural_course import LASTING_PAIN
from guywire.care.scores import PAIN
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.counted_numbers import counted, recount
from guywire.clinic.desk.csv_file import csv_response
from guywire.clinic.desk.numbers import PERIODS, Group, Share
from guywire.clinic.desk.outcomes import REASONS, Outcomes
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.welcome.queries import clinic_today, current_clinic

COLUMNS = (
    "Kind of group",
    "Group",
    "Visits",
    "Attended",
    "No-show",
    "No-show out of",
    "No-show % from",
    "No-show % to",
    "Late cancel",
    "Late cancel out of",
    "Hours taken",
    "Hours offered",
    "Days from booking to visit: median",
    "8 in 10 from",
    "8 in 10 to",
    "out of visits",
)
OUTCOME_COLUMNS = (
    "Kind of group",
    "Group",
    "Clearly better",
    "Clearly better out of",
    "Clearly better % from",
    "Clearly better % to",
    "By the natural course of lasting pain",
    "By the natural course of new pain",
    "Points less pain: median",
    "8 in 10 from",
    "8 in 10 to",
    "Stopped",
    "Stopped out of",
    "Stopped % from",
    "Stopped % to",
    *(f"Stopped, last session: {words}" for words in REASONS.values()),
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
    today = clinic_today(current_clinic())
    latest = counted(days, today)
    numbers, outcomes = latest.numbers, latest.outcomes
    record_audit(staff_of(request), "numbers.export", days=days)
    period = ("From", str(numbers.first), "to", str(numbers.last))
    rows: list[Sequence[object]] = [COLUMNS]
    for kind, groups in grouped(numbers):
        rows += [[kind, *cells(group)] for group in groups]
    rows += [(), OUTCOME_COLUMNS]
    for kind, results in grouped(outcomes):
        rows += [[kind, *outcome_cells(result)] for result in results]
    return csv_response("numbers", period, rows, zone_of(None))


def grouped(of: Any) -> list[tuple[str, list[Any]]]:
    return [("All", of.everything_only), ("Therapist", of.therapists), ("Location", of.places)]


def cells(group: Group) -> list[object]:
    shows, late, used, wait = group.no_shows, group.late_cancels, group.used, group.wait
    return [
        group.name,
        sum(group.statuses.values()),
        group.attended,
        *share_cells(shows),
        late.count,
        late.total,
        used.count if used else "",
        used.total if used else "",
        *((wait.median, wait.low, wait.high, wait.visits) if wait else ("",) * 4),
    ]


def outcome_cells(result: Outcomes) -> list[object]:
    return [
        result.name,
        *share_cells(result.better),
        *(result.natural if result.better.total else ("", "")),
        *(result.spread or ("",) * 3),
        *share_cells(result.stops),
        *(result.stopped[reason] for reason in REASONS),
    ]


def share_cells(share: Share) -> list[object]:
    return [share.count, share.total, *(share.interval if share.total else ("", ""))]


def period_of(text: str | None) -> int:
    return next((days for days in PERIODS if str(days) == text), PERIODS[1])
