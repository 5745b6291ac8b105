import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guywire.clinic.desk import live
from guywire.clinic.desk.booking import book_for_caller, caller_from
from guywire.clinic.desk.forms import CallerForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_look
from guywire.clinic.visits import queries, services, wording
from guywire.clinic.visits.choice import (
    ANY,
    ONLINE,
    Choice,
    UnknownChoiceError,
    choice_from,
    moment_from,
    stamp,
)
from guywire.clinic.visits.models import CELL_MINUTES, Visit, VisitKind
from guywire.clinic.visits.picker import AT_ONCE, bookable_days, day_from, page_of
from guywire.clinic.visits.services import BookingError, OverlapError, TimeNotOfferedError
from guywire.clinic.visits.wall_clock import moment
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.services import close_by_booking, link_question


@dataclass(frozen=True)
class Caller:
    """Whom the visit is for, as far as the page before this one knew."""

    patient: Patient | None = None
    question: WebQuestion | None = None

    @property
    def name(self) -> str:
        known = self.patient or self.question
        return known.name if known else ""

    @property
    def number(self) -> int | None:
        if self.question is not None:
            return self.question.patient_id
        return self.patient.pk if self.patient else None

    @property
    def carried(self) -> dict[str, str]:
        """What stands in the address from one step to the next; nothing that says who."""
        if self.patient:
            return {"patient": str(self.patient.public_id)}
        return {"question": str(self.question.pk)} if self.question else {}

    @property
    def initial(self) -> dict[str, str]:
        known = self.patient or self.question
        if known is None:
            return {}
        why = self.question.text if self.question else ""
        return {"name": known.name, "phone": known.phone, "email": known.email, "why": why}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def book(request: HttpRequest) -> HttpResponse:
    """Choose where, with whom and when; then for whom."""
    caller = caller_of(request)
    choice = chosen(request, caller)
    kind = kind_of(request, choice, caller)
    at = moment_from(request.GET.get("start"))
    if at is None and "clock" in request.GET:
        at = typed_moment(request, choice)
        if at is not None:
            more = carried(kind, caller)
            return redirect(choice.address("desk_book", start=stamp(at), **more))
    if at is None:
        look_at(request, caller)
        return render(request, "desk/book_time.html", time_page(request, choice, kind, caller))
    form = CallerForm(request.POST or None, initial=caller.initial)
    error = ""
    if not {"hold", "let_go"}.isdisjoint(request.POST):
        error = change_hold(request, at, choice, kind)
        form.errors.clear()  # What is typed so far stays, and is judged when it is sent.
    elif form.is_bound and form.is_valid():
        visit = booked(request, form, caller, at, choice, kind)
        if visit is not None:
            return redirect("desk_visit", visit.public_id)
    look_at(request, caller)
    context = {
        "form": form,
        "choice": choice,
        "kind": kind,
        "kinds": [one for one in queries.kinds() if one.fits(online=choice.is_online)],
        "another_time": choice.address("desk_book", **carried(kind, caller)),
        "moment": wording.moment(at, choice.zone),
        **holding(request, at, choice),
        "hold_error": error,
    }
    return render(request, "desk/book_person.html", context)


def typed_moment(request: HttpRequest, choice: Choice) -> datetime | None:
    """A time that is not among those shown. None, with a sentence, when it is no time."""
    try:
        on = date.fromisoformat(request.GET.get("day", ""))
        clock = time.fromisoformat(request.GET.get("clock", ""))
    except ValueError:
        messages.error(request, "Choose a day and a time.")
        return None
    quarter = clock.replace(minute=clock.minute - clock.minute % CELL_MINUTES, second=0)
    at = moment(datetime.combine(on, quarter.replace(microsecond=0, tzinfo=None)), choice.zone)
    if at is None or at <= timezone.now() or not 2000 <= on.year <= 2100:
        messages.error(request, "Choose a time that is still to come.")
        return None
    if choice.therapist is None:
        messages.error(request, "Choose the therapist who sees them at that time.")
        return None
    return at


def look_at(request: HttpRequest, caller: Caller) -> None:
    if caller.name:
        questions = [caller.question.pk] if caller.question else []
        record_look(staff_of(request), "booking", [caller.number], questions=questions)


def change_hold(request: HttpRequest, at: datetime, choice: Choice, kind: VisitKind | None) -> str:
    """Hold the time for this caller, or let it go. Return why it cannot be held, if so."""
    staff = staff_of(request)
    try:
        if "let_go" in request.POST:
            services.let_go(staff)
        else:
            services.hold(staff, at, place=choice.place, therapist=choice.therapist, kind=kind)
    except BookingError as error:
        return str(error)
    live.changed()
    return ""


def holding(request: HttpRequest, at: datetime, choice: Choice) -> dict[str, object]:
    """Whether this time is held, by the person at this desk or by a colleague."""
    staff = staff_of(request)
    held = services.held_by(staff)
    if held is not None and held.starts_at == at and choice.therapist in (None, held.therapist):
        return {"held_until": wording.clock(held.until, choice.zone)}
    other = services.holder_of(at, choice.therapist, but=staff) if choice.therapist else None
    if other is None:
        return {}
    return {"other": other.staff.name, "other_until": wording.clock(other.until, choice.zone)}


def booked(
    request: HttpRequest,
    form: CallerForm,
    caller: Caller,
    at: datetime,
    choice: Choice,
    kind: VisitKind | None,
) -> Visit | None:
    """Book what was typed; where that cannot be done, the form says why."""
    person = caller_from(form.person(), caller.patient, form.whose(), form.changed())
    if person is None:
        form.ask_whose(caller.name)
        return None
    try:
        visit = book_for_caller(
            staff_of(request),
            person,
            at,
            choice,
            kind=kind,
            reason=form.reason(),
            override=form.override(),
            key=form.key(),
        )
    except (OverlapError, TimeNotOfferedError) as error:
        form.ask_to_override(str(error))
        return None
    except BookingError as error:
        form.add_error(None, str(error))
        return None
    if caller.question:
        link_question(caller.question, visit.patient)
        close_by_booking(caller.question, staff_of(request))
    return visit


def chosen(request: HttpRequest, caller: Caller) -> Choice:
    """What the address names; else where and with whom the person was last."""
    last = queries.last_visit_of(caller.patient) if caller.patient else None
    if last and last.therapist.staff.is_active and not {"at", "with"} & set(request.GET):
        return Choice(last.location, last.therapist)
    try:
        return choice_from(request.GET)
    except UnknownChoiceError:
        return Choice(next(iter(queries.locations()), None))


def caller_of(request: HttpRequest) -> Caller:
    question = request.GET.get("question", "")
    if question.isascii() and question.isdecimal():
        return Caller(question=WebQuestion.objects.filter(pk=int(question[:18])).first())
    try:
        public_id = uuid.UUID(request.GET.get("patient", ""))
    except ValueError:
        return Caller()
    return Caller(patient=Patient.objects.filter(public_id=public_id).first())


def kind_of(request: HttpRequest, choice: Choice, caller: Caller) -> VisitKind | None:
    """The kind named in the address if it is offered there; else the usual one of the person."""
    fitting = [kind for kind in queries.kinds() if kind.fits(online=choice.is_online)]
    wanted = request.POST.get("kind") or request.GET.get("kind")
    named = (kind for kind in fitting if str(kind.pk) == wanted)
    if caller.patient is not None:
        usual = queries.usual_kind(caller.patient, choice.place)
    else:
        usual = queries.web_kind(choice.place)
    return next(named, None) or usual or next(iter(fitting), None)


def carried(kind: VisitKind | None, caller: Caller) -> dict[str, str]:
    return {**({"kind": str(kind.pk)} if kind else {}), **caller.carried}


def time_page(
    request: HttpRequest, choice: Choice, kind: VisitKind | None, caller: Caller
) -> dict[str, object]:
    def address(opening: queries.Opening) -> str:
        more = carried(kind, caller)
        return choice.address("desk_book", start=stamp(opening.starts_at), **more)

    return {
        "kinds": queries.kinds(),
        "kind": kind,
        "spaces_left": queries.spaces_left(kind, choice.place) if kind else None,
        "choice": choice,
        "caller": caller,
        "places": queries.locations(),
        "therapists": queries.therapists(),
        "therapists_here": queries.therapists(choice.place, online=choice.is_online),
        "ANY": ANY,
        "ONLINE": ONLINE,
        "page": page_of(
            bookable_days(choice, notice=AT_ONCE, need=queries.need_of(choice.place, kind)),
            choice.zone,
            day_from(request.GET.get("from")),
            address,
        ),
        "page_address": choice.address("desk_book", **carried(kind, caller)),
        "here": reverse("desk_book"),
    }
