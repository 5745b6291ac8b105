import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guywire.clinic.desk.booking import book_for_caller, same_or_new
from guywire.clinic.desk.forms import CallerForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.visits import queries, wording
from guywire.clinic.visits.choice import (
    ANY,
    ONLINE,
    Choice,
    UnknownChoiceError,
    choice_from,
    moment_from,
    stamp,
)
from guywire.clinic.visits.picker import bookable_days, page_of
from guywire.clinic.visits.services import BookingError


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def book(request: HttpRequest) -> HttpResponse:
    """Choose where, with whom and when; then for whom."""
    choice = chosen(request)
    at = moment_from(request.GET.get("start"))
    patient = caller_of(request)
    if at is None:
        return render(request, "desk/book_time.html", time_page(request, choice, patient))
    form = CallerForm(request.POST or None, initial=known(patient))
    if form.is_bound and form.is_valid():
        caller = patient or same_or_new(**form.person())
        try:
            visit = book_for_caller(
                staff_of(request), caller, at, choice, reason=form.reason(), key=form.key()
            )
        except BookingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk_visit", visit.public_id)
    context = {
        "form": form,
        "patient": patient,
        "choice": choice,
        "moment": wording.moment(at, choice.zone),
    }
    return render(request, "desk/book_person.html", context)


def chosen(request: HttpRequest) -> Choice:
    try:
        return choice_from(request.GET)
    except UnknownChoiceError:
        return Choice(queries.locations().first())


def caller_of(request: HttpRequest) -> Patient | None:
    try:
        public_id = uuid.UUID(request.GET.get("patient", ""))
    except ValueError:
        return None
    return Patient.objects.filter(public_id=public_id).first()


def known(patient: Patient | None) -> dict[str, str]:
    if patient is None:
        return {}
    return {"name": patient.name, "phone": patient.phone, "email": patient.email}


def time_page(request: HttpRequest, choice: Choice, patient: Patient | None) -> dict[str, object]:
    who = {"patient": str(patient.public_id)} if patient else {}

    def address(opening: queries.Opening) -> str:
        return choice.address("desk_book", start=stamp(opening.starts_at), **who)

    return {
        "choice": choice,
        "patient": patient,
        "places": queries.locations(),
        "therapists": queries.therapists(),
        "ANY": ANY,
        "ONLINE": ONLINE,
        "page": page_of(bookable_days(choice), choice.zone, request.GET.get("from"), address),
        "page_query": f"{choice.query}&" + "".join(f"patient={it}&" for it in who.values()),
        "here": reverse("desk_book"),
    }
