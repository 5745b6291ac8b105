"""The page behind the link of an offer. GET only shows: mail scanners follow links. POST acts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guywire.clinic.people.device import device_of
from guywire.clinic.visits import emails, wording
from guywire.clinic.visits.links import offer_behind, remember, token_of
from guywire.clinic.visits.models import Offer, OfferOutcome
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.visits.services import BookingError, waiting


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    offered = offer_behind(token)
    if offered is None:
        return render(request, "visits/no_such_link.html", status=404)
    if request.method == "POST":
        response = _answer(request, offered)
    else:
        zone = zone_of(offered.location)
        is_open = offered.outcome == OfferOutcome.OPEN and offered.expires_at > timezone.now()
        context = {
            "offer": offered,
            "when": wording.moment(offered.starts_at, zone),
            "until": wording.near_moment(offered.expires_at, zone),
            "visit_address": _visit_address(offered),
            "replaced": emails.replaced_moment(offered),
            "is_open": is_open,
            "is_gone": offered.outcome == OfferOutcome.GONE,
        }
        response = render(request, "visits/offer.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _visit_address(offered: Offer) -> str:
    """Where the visit is that was taken; empty if it was not, or was canceled since."""
    visit = offered.entry.visit
    if offered.outcome != OfferOutcome.TAKEN or visit is None or visit.is_cancelled:
        return ""
    return reverse("visit", args=[token_of(visit)])


def _answer(request: HttpRequest, offered: Offer) -> HttpResponse:
    if "decline" in request.POST:
        waiting.decline(offered)
        return redirect(request.path)
    try:
        visit = waiting.take(offered)
    except waiting.OfferClosedError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    except BookingError:
        waiting.mark_gone(offered)
        messages.error(request, str(waiting.OfferGoneError()))
        return redirect(request.path)
    remember(device_of(request), visit)
    return redirect("visit", token=token_of(visit))
