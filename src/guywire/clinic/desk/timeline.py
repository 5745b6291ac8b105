"""Everything of one person in one line of time: visits, notes, sessions, scores, messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from guywire.clinic.desk.event_texts import program_text, readings_text, session_text
from guywire.clinic.desk.models import Attempt, NoteVersion
from guywire.clinic.desk.visit_card import pages
from guywire.clinic.messages.models import Message, State
from guywire.clinic.people.models import Patient
from guywire.clinic.visits.wall_clock import midnight
from guywire.clinic.welcome.queries import current_clinic

EVENTS_PER_PAGE = 25


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: str
    text: str = ""
    address: str = ""
    is_whole_day: bool = False


@dataclass(frozen=True)
class Timeline:
    events: list[Event]
    older_than: datetime | None
    """Where the next page begins; None on the last."""


def timeline_of(patient: Patient, before: datetime | None = None) -> Timeline:
    """The latest events, or those before a moment. Each source is asked for one page at most."""
    zone = ZoneInfo(current_clinic().timezone)
    events = [event for source in SOURCES for event in source(patient, before, zone)]
    events.sort(key=lambda event: event.at, reverse=True)
    page = events[:EVENTS_PER_PAGE]
    rest = events[EVENTS_PER_PAGE:]
    # Events of one moment stay on one page, so that "before the last" skips none of them.
    page += [event for event in rest if event.at == page[-1].at]
    return Timeline(page, page[-1].at if len(page) < len(events) else None)


def _latest(rows: Any, moment: str, before: date | None) -> Iterator[Any]:
    query = rows.order_by(f"-{moment}", "-pk")
    if before is not None:
        query = query.filter(**{f"{moment}__lt": before})
    # Sorted by keys alone; the rows beside them are read for one page.
    keys = query.values("pk")[: EVENTS_PER_PAGE + 1]
    yield from rows.filter(pk__in=keys).order_by(f"-{moment}", "-pk")


def _visits(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    rows, page = patient.visits.select_related("therapist__staff", "kind"), pages("desk_visit")
    for visit in _latest(rows, "starts_at", before):
        kind = visit.kind.name if visit.kind else "Visit"
        text = f"{visit.therapist.name}. {visit.status_text}"
        yield Event(visit.starts_at, kind, text, page(visit.public_id))


def _notes(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    rows = NoteVersion.objects.filter(note__patient=patient, signed_at__isnull=False)
    rows, page = rows.select_related("written_by", "note__visit"), pages("desk_note")
    for version in _latest(rows, "signed_at", before):
        kind = "Note" if version.number == 1 else "Amendment"
        address = page(version.note.visit.public_id)
        text = version.assessment or version.plan or version.subjective or version.objective
        yield Event(version.signed_at, f"{kind} by {version.written_by.name}", text, address)


def _sessions(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for session in _latest(patient.sessions, "started_at", before):
        yield Event(session.started_at, "Session", session_text(session.content))


def _programs(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for program in _latest(patient.programs.select_related("made_by"), "made_at", before):
        yield Event(program.made_at, "Program", program_text(program))


def _checks(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for check in _latest(patient.checks.select_related("measured_by"), "started_at", before):
        who = f"Measured by {check.measured_by.name}" if check.measured_by else "By themselves"
        if check.is_remote:
            who += " in an online visit, with the patient's own phone"
        text = f"{who}. {readings_text(check.sides, check.standing)}".strip()
        yield Event(check.started_at, "Hip check", text)


def _scores(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for score in _latest(patient.weekly_scores, "on", _day(before, zone)):
        yield Event(
            midnight(score.on, zone),
            "Weekly pain score",
            f"{score.pain} out of 10",
            is_whole_day=True,
        )


def _goals(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for score in _latest(patient.activity_scores, "on", _day(before, zone)):
        text = f"{score.activity}: {score.score} out of 10"
        yield Event(midnight(score.on, zone), "Own goal", text, is_whole_day=True)


def _questionnaires(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for filled in _latest(patient.questionnaires, "on", _day(before, zone)):
        yield Event(
            midnight(filled.on, zone),
            "Back questionnaire",
            f"{filled.ticked_bits.bit_count()} out of 24",
            is_whole_day=True,
        )


def _help(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for help_given in _latest(patient.help_given.select_related("staff"), "at", before):
        yield Event(help_given.at, f"Helped by {help_given.staff.name}", help_given.words)


def _attempts(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    """Calls and letters that reached no end yet, from the queue."""
    theirs = Q(item__question__patient=patient) | Q(item__thread__patient=patient)
    theirs |= Q(item__offer__entry__patient=patient) | Q(item__email__patient=patient)
    page = "desk_queue_item"
    for attempt in _latest(Attempt.objects.filter(theirs).select_related("staff"), "at", before):
        text = f"{attempt.get_outcome_display()}. {attempt.note}".strip()
        address = reverse(page, args=[attempt.item_id])
        yield Event(attempt.at, f"Contact by {attempt.staff.name}", text, address)


def _questions(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    for question in _latest(patient.web_questions, "asked_at", before):
        address = reverse("desk_question", args=[question.pk])
        yield Event(question.asked_at, question.get_kind_display(), question.text, address)


def _thread(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    address = reverse("desk_thread", args=[patient.public_id])
    for message in _latest(patient.thread_messages.select_related("staff"), "written_at", before):
        if message.is_theirs:
            kind = "Message from them"
        else:
            name = message.staff.name if message.staff else "the desk"
            kind = f"Note by {name}" if message.is_note else f"Message by {name}"
        yield Event(message.written_at, kind, message.text, address)


def _messages(patient: Patient, before: datetime | None, zone: ZoneInfo) -> Iterator[Event]:
    sent = Message.objects.filter(patient=patient, state=State.SENT)
    for message in _latest(sent, "closed_at", before):
        yield Event(message.closed_at, "Message sent", message.kind_text)


def _day(before: datetime | None, zone: ZoneInfo) -> date | None:
    """Rows of a day stand at its beginning: those of the day itself are before a later hour."""
    if before is None:
        return None
    local = before.astimezone(zone)
    is_midnight = local == local.replace(hour=0, minute=0, second=0, microsecond=0)
    return local.date() if is_midnight else local.date() + timedelta(days=1)


Source = Callable[[Patient, datetime | None, ZoneInfo], Iterator[Event]]
SOURCES: tuple[Source, ...] = (
    _visits,
    _notes,
    _sessions,
    _programs,
    _checks,
    _scores,
    _goals,
    _questionnaires,
    _help,
    _attempts,
    _questions,
    _thread,
    _messages,
)
