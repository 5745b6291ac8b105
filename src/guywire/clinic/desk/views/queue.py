"""The queue: everything that waits for somebody at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk import queue, queue_queries
from guywire.clinic.desk.models import QueueItem, QueueKind
from guywire.clinic.desk.queue_forms import AssignForm, AttemptForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.jobs.queries import worker_state
from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.services import BookingError, waiting

ITEMS_PER_PAGE = 25
WHOSE = ("all", "mine", "closed")


@require_safe
@staff_only(*EVERYBODY)
def queue_page(request: HttpRequest) -> HttpResponse:
    """All, mine or the closed, of one kind or every kind, a page at a time."""
    staff = staff_of(request)
    whose = request.GET.get("whose", "all")
    whose = whose if whose in WHOSE else "all"
    kind = request.GET.get("kind", "")
    kind = kind if kind in QueueKind.values else ""
    page = Paginator(_listed(staff, whose, kind), ITEMS_PER_PAGE).get_page(request.GET.get("page"))
    items = list(page.object_list)
    look_at(staff, items)
    context = {
        "page": page,
        "items": items,
        "whose": whose,
        "kind": kind,
        "kinds": QueueKind,
        "counts": queue_queries.open_counts(staff),
        "email_enabled": email_enabled(),
        "worker": worker_state(),
    }
    return render(request, "desk/queue.html", context)


def _listed(staff: Staff, whose: str, kind: str):  # type: ignore[no-untyped-def]
    closed = whose == "closed"
    items = queue_queries.closed_items(staff) if closed else queue_queries.open_items(staff)
    items = items.filter(staff=staff) if whose == "mine" else items
    return items.filter(kind=kind) if kind else items


def look_at(staff: Staff, items: list[QueueItem], page: str = "queue") -> None:
    questions = [item.question_id for item in items if item.question_id]
    record_look(staff, page, [item.patient_id for item in items], questions=questions)


@require_safe
@staff_only(*EVERYBODY)
def queue_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    if item.question_id:
        return redirect("desk_question", item.question_id)
    if item.thread:
        return redirect("desk_thread", item.thread.patient.public_id)
    look_at(staff_of(request), [item], "queue_item")
    return render(request, "desk/queue_item.html", {"item": item, **item_forms(item)})


def item_forms(item: QueueItem) -> dict[str, object]:
    """The forms beside every item: whose it is, and what was tried."""
    return {"assign": AssignForm(initial={"staff": item.staff_id}), "attempt": AttemptForm()}


@require_POST
@staff_only(*EVERYBODY)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """To the one named in the form; the button "Take it" names nobody and means me."""
    item, staff = _item(request, pk), staff_of(request)
    if "take" in request.POST:
        queue.assign(item, staff, staff)
        return _back(request)
    form = AssignForm(request.POST)
    if form.is_valid():
        queue.assign(item, form.cleaned_data["staff"], staff)
        messages.success(request, "Saved.")
    else:
        messages.error(request, "This account is turned off. Choose someone else.")
    return redirect("desk_queue_item", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    item, form = _item(request, pk), AttemptForm(request.POST or None)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["attempt_note"]
        queue.log_attempt(item, staff_of(request), form.cleaned_data["outcome"], note)
        messages.success(request, "Logged. It stays in the queue.")
        return _back(request)
    look_at(staff_of(request), [item], "queue_item")
    return render(request, "desk/queue_attempt.html", {"item": item, "form": form})


@require_POST
@staff_only(*EVERYBODY)
def answer_offer(request: HttpRequest, pk: int, take: bool) -> HttpResponse:
    """The person said on the phone whether they want the time."""
    item = _item(request, pk)
    if item.offer is None:
        return redirect("desk_queue_item", pk)
    if not take:
        waiting.decline(item.offer)
        messages.success(request, "Declined. The time goes to the next person.")
        return redirect("desk_queue")
    try:
        visit = waiting.take(item.offer)
    except BookingError as error:
        messages.error(request, str(error))
        return redirect("desk_queue_item", pk)
    return redirect("desk_visit", visit.public_id)


def _item(request: HttpRequest, pk: int) -> QueueItem:
    items = queue_queries.queue_for(staff_of(request)).select_related(*queue_queries.SHOWN_WITH)
    return get_object_or_404(items.prefetch_related("attempts__staff"), pk=pk)


def _back(request: HttpRequest) -> HttpResponse:
    """To the same page of the same list."""
    names = ("whose", "kind", "page")
    place = {name: request.GET[name] for name in names if name in request.GET}
    response = redirect("desk_queue")
    if place:
        response["Location"] += f"?{urlencode(place)}"
    return response
