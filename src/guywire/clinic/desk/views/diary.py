import uuid
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.desk.forms import day_or
from guywire.clinic.desk.looks import numbers_of
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.schedule import Grid, day_grid, therapists_of, week_grid
from guywire.clinic.desk.visits_to_move import stranded
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Therapist, Visit, VisitKind
from guywire.clinic.visits.queries import kinds, locations, spaces_left
from guywire.clinic.welcome.queries import clinic_today, current_clinic

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@require_safe
@staff_only(*EVERYBODY)
def diary(request: HttpRequest) -> HttpResponse:
    """A day of all therapists, or with span=week the week of one. With move=…, free times move."""
    today = clinic_today(current_clinic())
    on = day_or(request.GET.get("day", ""), today)
    is_week = request.GET.get("span") == "week"
    first = monday_of(on) if is_week else on
    step = WEEK if is_week else DAY
    therapists = therapists_of(first, first + step - DAY)
    mine = next((one for one in therapists if one.staff_id == staff_of(request).pk), None)
    chosen = therapist_in(request.GET.get("who", ""), therapists, mine)
    moving = moving_visit(request.GET.get("move", ""))
    grid = grid_of(first, therapists, chosen, is_week=is_week, moving=moving)
    seen = [*grid.visits, moving] if moving else grid.visits
    record_look(staff_of(request), "schedule", numbers_of(seen), first=str(first))
    context = {
        "grid": grid,
        "therapists": therapists,
        "chosen": chosen,
        "mine": mine,
        "moving": moving,
        "places": locations(),
        "spaces": spaces_in(on, today),
        "spaces_when": "this week" if monday_of(on) == monday_of(today) else "that week",
        "is_week": is_week,
        "here": address_of(on, grid, is_week=is_week),
        "first": first,
        "on": on,
        "today": today,
        "earlier": first - step,
        "later": first + step,
        "to_move_count": len(stranded()),
    }
    return render(request, "desk/diary.html", context)


def spaces_in(on: date, today: date) -> list[tuple[VisitKind, int]]:
    """What is left of the spaces kept for a kind, in the week shown. Nothing is, of a past one."""
    if monday_of(on) < monday_of(today):
        return []
    left = [(kind, spaces_left(kind, week_of=on)) for kind in kinds()]
    return [(kind, count) for kind, count in left if count is not None]


def monday_of(on: date) -> date:
    return on - on.weekday() * DAY


def grid_of(
    first: date,
    therapists: list[Therapist],
    chosen: Therapist | None,
    *,
    is_week: bool,
    moving: Visit | None,
) -> Grid:
    if is_week:
        whose = chosen or next(iter(therapists), None)
        return week_grid(first, whose, moving=moving) if whose else Grid([], [], [])
    shown = [chosen] if chosen else therapists
    return day_grid(first, shown, moving=moving, all_shown=chosen is None)


def address_of(on: date, grid: Grid, *, is_week: bool) -> str:
    """This day or week again, where a visit of it is moved."""
    if is_week and grid.columns:
        return f"?day={on}&span=week&who={grid.columns[0].therapist.pk}"
    return f"?day={on}"


def therapist_in(
    wanted: str, therapists: list[Therapist], mine: Therapist | None
) -> Therapist | None:
    if wanted == "mine":
        return mine
    return next((one for one in therapists if str(one.pk) == wanted), None)


def moving_visit(wanted: str) -> Visit | None:
    try:
        public_id = uuid.UUID(wanted)
    except ValueError:
        return None
    visits = Visit.objects.select_related("patient", "therapist__staff", "location", "kind")
    visit = visits.filter(public_id=public_id).first()
    return visit if visit is not None and visit.can_change else None
