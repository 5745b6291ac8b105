"""The follow-up list: who needs someone, by the rules of care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk import follow_up, queries
from guywire.clinic.desk.follow_up_forms import SnoozeForm
from guywire.clinic.desk.looks import numbers_of, questions_in
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_look
from guywire.clinic.welcome.queries import clinic_today, current_clinic

PEOPLE_PER_PAGE = 25
TABS = {"all": "All", "mine": "Mine", "stopped": "Stopped", "snoozed": "Snoozed"}
WEEK = timedelta(weeks=1)


@require_safe
@staff_only(*CLINICAL)
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Everybody's, mine, who stopped or the snoozed, worst first, a page at a time."""
    staff = staff_of(request)
    lists = {
        "all": queries.follow_up_list(),
        "mine": queries.follow_up_list(staff),
        "stopped": queries.stopped_list(),
        "snoozed": queries.snoozed_list(),
    }
    whose = request.GET.get("whose", "all")
    whose = whose if whose in lists else "all"
    counts = {name: rows.count() for name, rows in lists.items()}
    paginator = Paginator(lists[whose], PEOPLE_PER_PAGE)
    paginator.count = counts[whose]
    page = paginator.get_page(request.GET.get("page"))
    entries = queries.with_next_visits(list(page.object_list))
    record_look(staff, "needs_me", numbers_of(entries), questions=questions_in(entries))
    context = {
        "page": page,
        "entries": entries,
        "whose": whose,
        "tabs": [(name, TABS[name], count) for name, count in counts.items()],
    }
    return render(request, "desk/follow_up_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    entry, today = _entry(pk), clinic_today(current_clinic())
    form = SnoozeForm(request.POST or None, today=today, initial={"until": today + WEEK})
    if form.is_bound and form.is_valid():
        follow_up.snooze(entry, staff_of(request), **form.cleaned_data)
        messages.success(request, "Snoozed. Anything new brings them back at once.")
        return back_to_list(request)
    record_look(staff_of(request), "needs_me", numbers_of([entry]), questions=questions_in([entry]))
    return render(request, "desk/snooze.html", {"entry": entry, "form": form})


@require_POST
@staff_only(*CLINICAL)
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    ACTIONS[action](_entry(pk), staff_of(request))
    return back_to_list(request)


ACTIONS: dict[str, Callable[[FollowUpEntry, Staff], None]] = {
    "seen": follow_up.mark_seen,
    "take-over": follow_up.take_over,
    "end-snooze": follow_up.end_snooze,
}


def _entry(pk: int) -> FollowUpEntry:
    entries = FollowUpEntry.objects.filter(urgency__isnull=False)
    return get_object_or_404(entries.select_related("patient", "question"), pk=pk)


def back_to_list(request: HttpRequest) -> HttpResponse:
    """To the same page of the same list."""
    place = {name: request.GET[name] for name in ("whose", "page") if name in request.GET}
    response = redirect("desk_follow_up")
    if place:
        response["Location"] += f"?{urlencode(place)}"
    return response
