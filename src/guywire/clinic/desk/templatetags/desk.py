from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from guywire.care.escalation import Urgency
from guywire.care.vocabulary import MuscleGroup
from guywire.clinic.alerts.models import Alert
from guywire.clinic.desk import schedule_html
from guywire.clinic.desk.models import FollowUpEntry, QueueItem
from guywire.clinic.desk.roles import COUNTER, MENU
from guywire.clinic.desk.schedule import TONES, Grid
from guywire.clinic.desk.undo import UndoOffer, undo_offer
from guywire.clinic.desk.visit_card import Act, acts_of
from guywire.clinic.people import contact
from guywire.clinic.people.models import PatientChange, Role
from guywire.clinic.visits import wording
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.models import Absence, Status, Visit
from guywire.clinic.visits.queries import zone_of
from guywire.hips.numbers import written

register = template.Library()
URGENCY_TAGS = {
    Urgency.NOW: "tag--danger",
    Urgency.TODAY: "tag--warn",
    Urgency.THIS_WEEK: "tag--brand",
}


STATUS_TAGS = {
    Status.CONFIRMED: "tag--brand",
    Status.LATE: "tag--warn",
    Status.ARRIVED: "tag--brand",
    Status.ATTENDED: "tag--good",
    Status.NO_SHOW: "tag--warn",
    Status.CANCELLED: "tag--danger",
}
CHANGE_WORDS = {
    "book": "Booked",
    "move": "Moved",
    "cancel": "Canceled",
    "no_show": "No-show",
    "late": "Running late",
    "asked_to_move": "Asked to choose another time",
}


@register.inclusion_tag("desk/menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """The pages this member of staff may open."""
    path, staff = context["request"].path, context["user"]
    items = [(name, reverse(url)) for name, url, roles in MENU if staff.role in roles]
    here = max((url for _, url in items if _is_below(path, url)), key=len, default="")
    counts = {reverse("desk_alerts"): Alert.objects.filter(staff=staff, seen_at=None).count()}
    rows = [(name, url, counts.get(url, 0)) for name, url in items]
    token = context.get("csrf_token")
    return {"items": rows, "here": here, "staff": staff, "path": path, "csrf_token": token}


def _is_below(path: str, url: str) -> bool:
    """Every page of the desk lies below Today; that alone does not make it a part of it."""
    return path == url if url == reverse("desk") else path.startswith(url)


@register.filter
def zone_text(name: str) -> str:
    return wording.zone_words(ZoneInfo(name))


@register.inclusion_tag("desk/undo.html", takes_context=True)
def undo_bar(context: Context) -> dict[str, Any]:
    """What has just been done to a visit, with a button that undoes it."""
    request = context["request"]
    offer: UndoOffer | None = undo_offer(request)
    return {"offer": offer, "request": request, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def schedule_rows(grid: Grid, moving: Visit | None, here: str) -> SafeString:
    """The rows of the schedule's table."""
    return schedule_html.schedule_rows(grid, moving, here)


@register.filter
def status_tag(visit: Visit) -> str:
    return STATUS_TAGS.get(Status(visit.status), "")


@register.filter
def acts(visit: Visit) -> tuple[Act, ...]:
    return acts_of(visit)


@register.filter
def can_be_canceled(visit: Visit) -> bool:
    return visit.can_change


@register.filter(name="stamp")
def stamp_of(at: datetime) -> str:
    return stamp(at)


@register.filter
def moment_of(at: datetime, visit: Visit) -> str:
    """A moment in words, by the clock of the visit."""
    return wording.moment(at, ZoneInfo(visit.zone))


@register.filter
def tone(number: int) -> int:
    """The color of the place with this number."""
    return number % TONES


@register.filter
def change_word(action: str) -> str:
    return CHANGE_WORDS.get(action, action.capitalize())


@register.filter
def urgency_tag(urgency: Urgency) -> str:
    return URGENCY_TAGS.get(urgency, "")


@register.filter
def follow_up_url(entry: FollowUpEntry) -> str:
    """The chart of a patient, or the question of somebody who is not one yet."""
    if entry.patient:
        return reverse("desk_patient", args=[entry.patient.public_id])
    return reverse("desk_question", args=[entry.question_id])


@register.filter
def queue_url(item: QueueItem) -> str:
    if item.question_id:
        return reverse("desk_question", args=[item.question_id])
    if item.thread is not None:
        return reverse("desk_thread", args=[item.thread.patient.public_id])
    return reverse("desk_queue_item", args=[item.pk])


@register.filter
def queue_text(item: QueueItem) -> str:
    """What it is about, in one line."""
    if item.question is not None:
        when = f"Call: {item.question.get_call_time_display().lower()}"
        return item.question.text or (when if item.question.call_time else "")
    if item.email is not None and item.email.is_call:
        what = str(item.email.reference.get("what", item.email.kind_text))
        return f"{what}. They do not know yet: no email and no text reaches them."
    if item.email is not None:
        why = item.email.get_failure_display() if item.email.failure else ""
        return f"{item.email.kind_text}. {why}".strip()
    if item.offer is not None:
        call = "Call them, no message reaches them: " if item.offer.is_by_phone else ""
        return (
            f"{call}{wording.short_moment(item.offer.starts_at, zone_of(item.offer.location))}, "
            f"{item.offer.therapist.name}"
        )
    return ""


@register.filter
def away_text(absence: Absence) -> str:
    """Whole days without the clock: “on Tuesday, March 3”."""
    zone = zone_of(None)
    first, end = (at.astimezone(zone) for at in (absence.starts_at, absence.ends_at))
    if first.time() != end.time() or first.time() != time.min:
        return f"from {wording.moment(first, zone)} to {wording.moment(end, zone)}"
    last = end.date() - timedelta(days=1)
    if last == first.date():
        return f"on {wording.day(last)}"
    return f"from {wording.day(first.date())} to {wording.day(last)}"


@register.filter
def is_clinical(role: str) -> bool:
    return role in (Role.THERAPIST, Role.OWNER)


@register.filter
def is_counter(role: str) -> bool:
    return role in COUNTER


@register.filter
def minutes(seconds: int) -> str:
    """Held time as people say it: 6 min, 6 min 30 s."""
    whole, rest = divmod(seconds, 60)
    return f"{whole} min {rest} s" if rest else f"{whole} min"


@register.filter
def ago(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment, depth=1)} ago"


@register.filter
def phone_text(phone: str) -> str:
    return contact.phone_text(phone)


@register.filter
def phone_link(phone: str) -> str:
    return contact.phone_link(phone)


@register.filter
def of(facts: dict[int, str] | str, pk: int) -> str:
    """The fact that tells this person from another of the same name; empty when none is needed."""
    return facts.get(pk, "") if isinstance(facts, dict) else ""


@register.filter
def change_texts(change: PatientChange) -> list[str]:
    """Each changed field in words: phone (503) 555-0111 → (503) 555-0112."""
    return [
        f"{name.replace('_', ' ').replace('born on', 'date of birth')} "
        f"{' → '.join(contact.phone_text(value) or 'none' for value in values)}"
        for name, values in change.fields.items()
    ]


@register.filter
def muscle(group: MuscleGroup) -> str:
    """The anatomical name without its parts: Iliopsoas."""
    return str(group.anatomical_name).split(" (")[0].capitalize()


@register.filter
def degrees(angle_deg: float) -> str:
    return f"{written(round(angle_deg))}°"
