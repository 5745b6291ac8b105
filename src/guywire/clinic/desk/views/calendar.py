from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Staff
from guywire.clinic.visits.calendar_feed import change_link
from guywire.clinic.visits.models import Therapist


@require_safe
@staff_only(*EVERYBODY)
def calendar(request: HttpRequest) -> HttpResponse:
    """The secret link of one's own schedule; nobody sees the link of a colleague."""
    therapist = therapist_behind(staff_of(request))
    link = ""
    if therapist is not None and therapist.feed_key is not None:
        address = reverse("calendar_feed", args=[therapist.feed_key])
        link = f"{settings.PUBLIC_URL}{address}"
    # webcal or webcals: calendar programs open it and subscribe, where a browser saves a file.
    webcal = link.replace("http", "webcal", 1)
    context = {"therapist": therapist, "link": link, "webcal": webcal}
    return render(request, "desk/calendar.html", context)


@require_POST
@staff_only(*EVERYBODY)
def change(request: HttpRequest, on: bool) -> HttpResponse:
    therapist = therapist_behind(staff_of(request))
    if therapist is None:
        messages.error(request, "Only therapists have a schedule of their own.")
        return redirect("desk_calendar")
    change_link(therapist, staff_of(request), on=on)
    done = "This is the new link. An older one opens nothing." if on else "The link is ended."
    messages.success(request, done)
    return redirect("desk_calendar")


def therapist_behind(staff: Staff) -> Therapist | None:
    return Therapist.objects.filter(staff=staff).first()
