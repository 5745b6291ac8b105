"""Tells staff what they asked to be told, in the transaction in which it happens."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.alerts.models import (
    BY_TEXT,
    MORNING,
    Alert,
    AlertChoice,
    AlertSettings,
    Event,
    Way,
)
from guywire.clinic.conversations.models import ThreadMessage
from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.services import write_to_staff
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.queries import retention
from guywire.clinic.visits.models import Status, Visit
from guywire.clinic.welcome.models import Kind as QuestionKind
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.queries import clinic_zone

MAX_DELETED_AT_ONCE = 500
ONE_PIECE_OF_NEWS = timedelta(minutes=1)
VISIT_EVENTS = {"book": Event.BOOKED, "cancel": Event.CANCELED}


@transaction.atomic
def save_choices(
    staff: Staff, ways: dict[Event, str], *, phone: str, only_mine: bool, morning_hour: int
) -> AlertSettings:
    """Save what a member of staff wants to be told; an event without a way is not told."""
    values = {"phone": phone, "only_mine": only_mine, "morning_hour": morning_hour}
    settings, _made = AlertSettings.objects.update_or_create(staff=staff, defaults=values)
    settings.choices.all().delete()
    AlertChoice.objects.bulk_create(
        AlertChoice(settings=settings, event=event, way=way) for event, way in ways.items() if way
    )
    return settings


@transaction.atomic
def tell(
    event: Event, patient: Patient | None, *, whose: int | None = None, by: Staff | None = None
) -> None:
    """Tell everyone who asked to be told, but not who did it.

    `whose` is the member of staff whom it concerns; who wants only their own hears of no other.
    """
    choices = AlertChoice.objects.filter(event=event, settings__staff__is_active=True)
    for choice in choices.select_related("settings__staff"):
        settings = choice.settings
        if settings.staff == by or (settings.only_mine and whose not in (None, settings.staff_id)):
            continue
        if _told_just_now(settings.staff, event, patient):
            continue
        alert = Alert.objects.create(
            staff=settings.staff, event=event, way=choice.way, patient=patient
        )
        if choice.way in (Way.EMAIL, Way.TEXT):
            _write(settings, choice.way, {"alert": alert.pk})


def _told_just_now(staff: Staff, event: Event, patient: Patient | None) -> bool:
    """A series of visits is one piece of news, and so are three messages in a row."""
    since = timezone.now() - ONE_PIECE_OF_NEWS
    told = Alert.objects.filter(staff=staff, event=event, patient=patient, at__gt=since)
    return patient is not None and told.exists()


def visit_changed(visit: Visit, action: str, by: Staff | None) -> None:
    if action in VISIT_EVENTS:
        tell(VISIT_EVENTS[action], visit.patient, whose=visit.therapist.staff_id, by=by)


def question_asked(question: WebQuestion) -> None:
    if question.kind == QuestionKind.CALL_BACK:
        tell(Event.CALL, question.patient)


def message_received(message: ThreadMessage) -> None:
    patient = message.patient
    tell(Event.MESSAGE, patient, whose=patient.thread.assigned_to_id or _seen_by(patient))


def _seen_by(patient: Patient) -> int | None:
    """The therapist of their last visit, past or to come."""
    visits = patient.visits.exclude(status=Status.CANCELLED).order_by("-starts_at")
    return visits.values_list("therapist__staff_id", flat=True).first()


def _write(settings: AlertSettings, way: str, reference: dict[str, object]) -> None:
    staff, channel = settings.staff, "sms" if way in BY_TEXT else ""
    address = settings.phone if channel else staff.email
    if address:
        write_to_staff(Kind.STAFF_ALERT, address, staff, channel=channel, reference=reference)


def mark_seen(staff: Staff) -> None:
    Alert.objects.filter(staff=staff, seen_at=None).update(seen_at=timezone.now())


def write_morning_lists() -> bool:
    """Write the lists whose hour has come today. Each is written once a day."""
    local = timezone.now().astimezone(clinic_zone())
    due = AlertSettings.objects.filter(
        Q(morning_on=None) | Q(morning_on__lt=local.date()),
        morning_hour__lte=local.hour,
        staff__is_active=True,
    )
    for settings in due.select_related("staff"):
        _write_morning_list(settings, local.date())
    return False


@transaction.atomic
def _write_morning_list(settings: AlertSettings, today: date) -> None:
    """Of two workers the database lets one: the day is written before the list."""
    mine = AlertSettings.objects.filter(pk=settings.pk)
    if not mine.exclude(morning_on=today).update(morning_on=today):
        return
    for way in MORNING:
        waiting = Alert.objects.filter(staff=settings.staff, way=way, listed_on=None)
        if waiting.update(listed_on=today):
            _write(settings, way, {"listed_on": today.isoformat(), "way": way})


def delete_old() -> bool:
    """Delete alerts as old as messages may grow. Return whether more are left."""
    before = timezone.now() - timedelta(days=retention().message_days)
    old = Alert.objects.filter(at__lt=before).values_list("pk", flat=True)
    numbers = list(old[:MAX_DELETED_AT_ONCE])
    Alert.objects.filter(pk__in=numbers).delete()
    return len(numbers) == MAX_DELETED_AT_ONCE
