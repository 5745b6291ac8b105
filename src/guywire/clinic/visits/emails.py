"""What we write to people about their visit. No health details: others may read a mailbox."""

from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from guywire.clinic.messages import channels
from guywire.clinic.messages import services as messages
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import CalendarPart, Outgoing
from guywire.clinic.messages.services import drop_calls, write_to_patient
from guywire.clinic.visits import wording
from guywire.clinic.visits.calendar_file import calendar_file, method_of, where
from guywire.clinic.visits.links import full_address, offer_address
from guywire.clinic.visits.models import AWAITED, Offer, Visit
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.welcome.queries import clinic_sender, current_clinic


def can_email(visit: Visit) -> bool:
    return channels.can_email(visit.patient)


def ask_for_call(visit: Visit) -> bool:
    """Ask the desk to call a person who did not ask for a change, if no message tells them of it.

    Return whether the desk has to call.
    """
    if channels.can_reach(visit.patient):
        return False
    when = wording.short_moment(visit.starts_at, ZoneInfo(visit.zone))
    what = f"Canceled: {when}" if visit.is_cancelled else f"Moved to {when}"
    about = {"visit": visit.pk, "sequence": visit.sequence}
    messages.ask_for_call(Kind.VISIT, visit.patient, **about, what=what)
    return True


def can_text(visit: Visit) -> bool:
    return channels.can_text(visit.patient)


def write_about(visit: Visit) -> None:
    """Queue a message about the visit as it now stands: booked, moved or canceled."""
    drop_calls(Kind.VISIT, visit.patient, visit=visit.pk)
    write_to_patient(Kind.VISIT, visit.patient, visit=visit.pk, sequence=visit.sequence)


def ask_to_move(visit: Visit) -> bool:
    """Queue a message that asks to choose another time. Return whether one reaches the person."""
    return bool(
        write_to_patient(Kind.ASK_TO_MOVE, visit.patient, visit=visit.pk, sequence=visit.sequence)
    )


@renders(Kind.ASK_TO_MOVE)
def render_ask_to_move(message: Message) -> Outgoing | None:
    """Return None when the visit was moved or canceled, or when its time has come."""
    visit = _visit_as_it_was(message)
    if visit is None or visit.is_cancelled or visit.has_started:
        return None
    subject = _("Please choose another time for your visit")
    opening = _(
        "We cannot see you at the time of your visit. We are sorry. Choose another time on the "
        "page below. This is the visit:"
    )
    return visit_email(visit, message, subject, opening)


def write_offer(offer: Offer) -> None:
    """Queue a message about an offered time."""
    write_to_patient(Kind.OFFER, offer.entry.patient, offer=offer.pk)


@renders(Kind.OFFER)
def render_offer(message: Message) -> Outgoing | None:
    """Return None once the offer has ended."""
    offers = Offer.objects.select_related(
        "entry__patient", "entry__instead_of", "therapist__staff", "location"
    )
    offer = offers.filter(
        pk=message.reference["offer"], outcome="open", expires_at__gt=timezone.now()
    ).first()
    if offer is None:
        return None
    zone = zone_of(offer.location)
    address = offer_address(offer)
    context = {
        "when": f"{wording.moment(offer.starts_at, zone)} ({wording.zone_words(zone)})",
        "where": offer.location.name if offer.location else "",
        "therapist": offer.therapist,
        "until": wording.near_moment(offer.expires_at, zone),
        "replaced": replaced_moment(offer),
        "address": address,
        "clinic": current_clinic(),
    }
    text = render_to_string("visits/offer_email.txt", context)
    subject = _("An earlier time is open")
    email = offer.entry.patient.email
    return Outgoing(email, subject, text, clinic_sender(), address=address)


def replaced_moment(offer: Offer) -> str:
    """When the visit is that an offer would move; empty if it books one more."""
    visit = offer.entry.visit_to_move
    return wording.moment(visit.starts_at, ZoneInfo(visit.zone)) if visit else ""


def write_about_series(first: Visit) -> None:
    """Queue one message about all visits of a series that are still to come."""
    write_to_patient(Kind.SERIES, first.patient, visit=first.pk)


@renders(Kind.SERIES)
def render_series(message: Message) -> Outgoing | None:
    """Return None when none of the visits is left."""
    first = Visit.objects.filter(pk=message.reference["visit"]).first()
    if first is None or first.series is None:
        return None
    visits = list(
        Visit.objects.filter(
            series=first.series, status__in=AWAITED, starts_at__gt=timezone.now()
        ).select_related("patient", "therapist__staff", "location")
    )
    if not visits:
        return None
    context = {
        "visits": [(when_text(visit), full_address(visit)) for visit in visits],
        "first": visits[0],
        "where": where(visits[0]),
        "zone": wording.zone_words(ZoneInfo(visits[0].zone)),
        "clinic": current_clinic(),
    }
    text = render_to_string("visits/series_email.txt", context)
    subject = _("Your visits are booked. The next is {when}").format(when=when_text(visits[0]))
    address = full_address(visits[0])
    return Outgoing(visits[0].patient.email, subject, text, clinic_sender(), address=address)


@renders(Kind.VISIT)
def render_visit(message: Message) -> Outgoing | None:
    """Return None when a later message speaks of the visit, or when its time has come."""
    visit = _visit_as_it_was(message)
    if visit is None or visit.has_started:
        return None
    calendar = CalendarPart(calendar_file(visit).decode(), method_of(visit))
    return visit_email(visit, message, _subject(visit), _opening(visit), calendar=calendar)


def _visit_as_it_was(message: Message) -> Visit | None:
    """The visit, unless it has changed since the message was queued."""
    visits = Visit.objects.select_related("patient", "therapist__staff", "location")
    return visits.filter(
        pk=message.reference["visit"], sequence=message.reference["sequence"]
    ).first()


def visit_email(
    visit: Visit,
    message: Message,
    subject: str,
    opening: str,
    *,
    calendar: CalendarPart | None = None,
) -> Outgoing:
    context = {
        "visit": visit,
        "clinic": current_clinic(),
        "opening": opening,
        "is_reminder": message.kind == Kind.REMINDER,
        "when": f"{when_text(visit)} ({wording.zone_words(ZoneInfo(visit.zone))})",
        "where": where(visit),
        "address": full_address(visit),
    }
    text = render_to_string("visits/email.txt", context)
    recipient, address = visit.patient.email, full_address(visit)
    return Outgoing(
        recipient, subject, text, clinic_sender(), calendar, address, _("Open your visit")
    )


def when_text(visit: Visit) -> str:
    return wording.moment(visit.starts_at, ZoneInfo(visit.zone))


def _subject(visit: Visit) -> str:
    when = when_text(visit)
    if visit.is_cancelled:
        return _("Your visit is canceled: {when}").format(when=when)
    if visit.sequence:
        return _("Your visit has a new time: {when}").format(when=when)
    return _("Your visit is booked: {when}").format(when=when)


def _opening(visit: Visit) -> str:
    if visit.is_cancelled:
        return _("Your visit is canceled. This was its time:")
    if visit.sequence:
        return _("Your visit has a new time:")
    return _("Your visit is booked:")
