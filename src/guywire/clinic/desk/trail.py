"""The trail in words: who of the staff looked at or changed what, for the owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from guywire.clinic.desk.csv_file import csv_lines
from guywire.clinic.people.models import AuditEntry, Patient
from guywire.clinic.visits.wall_clock import midnight

ENTRIES_PER_PAGE = 50
MAX_NAMES = 10
"""Of one entry on a page; the download has all."""
CSV_BATCH = 500
TERMINAL = "At the terminal"
DELETED = "A deleted person"
ACTION_TEXT = {
    "look.desk_question": "Looked at a question",
    "practice.opening_hours": "Changed the opening hours",
    "practice.week": "Changed a therapist's week",
    "look.today": "Looked at Today",
    "look.needs_me": "Looked at the follow-up list",
    "look.schedule": "Looked at the schedule",
    "look.visit": "Looked at a visit",
    "look.outbox": "Looked at the emails that could not be sent",
    "look.questions": "Looked at the questions from the web",
    "look.insurance": "Looked at their insurance",
    "insurance.change": "Changed their insurance",
    "insurance.remove": "Removed their insurance",
    "insurance.unmask": "Looked at their whole member number",
    "insurance.benefits": "Wrote down what their insurance answered",
    "look.export": "Downloaded a list with them",
    "look.queue": "Looked at the queue",
    "look.queue_item": "Looked at something in the queue",
    "queue.assign": "Assigned something in the queue",
    "queue.attempt": "Logged an attempt to reach them",
    "look.question": "Looked at a question from the web",
    "look.people": "Looked at the list of people",
    "look.search": "Searched for people",
    "look.contact": "Looked at contact details and visits",
    "look.booking": "Opened a booking for them",
    "look.trail": "Looked at who looked",
    "look.privacy": "Looked at the requests to delete",
    "look.deletion": "Looked at what would be deleted",
    "patient.delete": "Deleted the person",
    "patient.deletion_answered": "Answered a request to delete",
    "patient.export": "Downloaded their data",
    "privacy.retention": "Changed how long things are kept",
    "visit.link_withdrawn": "Withdrew a private link",
    "trail.export": "Downloaded who looked",
    "patient.open": "Opened the chart",
    "patient.add": "Added the person",
    "patient.import": "Imported people from a file",
    "patient.change": "Changed their contact details",
    "patient.join": "Joined two records of them",
    "patient.join_undone": "Undid joining two records of them",
    "look.doubles": "Looked at people who may be the same",
    "patient.helped": "Noted that they were helped",
    "follow_up.seen": "Marked as seen on the follow-up list",
    "follow_up.take_over": "Took over their follow-up",
    "follow_up.snooze": "Snoozed their follow-up",
    "follow_up.end_snooze": "Ended the snooze of their follow-up",
    "program.open": "Opened the program",
    "program.change": "Changed the program",
    "check.measure.open": "Opened the measurements",
    "check.measure": "Entered measurements",
    "check.correct": "Corrected measurements",
    "check.remote_reading": "Saved a reading of an online visit",
    "room.open": "Opened the room of an online visit",
    "room.admit": "Let the person into the online visit",
    "visit.book": "Booked a visit",
    "visit.move": "Changed the time of a visit",
    "visit.cancel": "Canceled a visit",
    "visit.booked": "Took a mark off a visit",
    "visit.confirmed": "Marked a visit as confirmed",
    "visit.late": "Marked a person as running late",
    "visit.arrived": "Marked a person as arrived",
    "visit.asked_to_move": "Wrote to a person to choose another time",
    "visit.undo": "Undid the last act on a visit",
    "visit.attended": "Marked a visit as attended",
    "visit.no_show": "Marked a visit as no-show",
    "note.open": "Opened the note of a visit",
    "note.draft": "Saved the draft of a note",
    "note.sign": "Signed a note",
    "note.amend": "Amended a note",
    "look.waiting": "Looked at the waiting list",
    "waiting.add": "Put the person on the waiting list",
    "waiting.remove": "Took the person off the waiting list",
    "numbers.export": "Downloaded the numbers",
    "web_question.close": "Closed a question from the web",
    "web_question.reopen": "Reopened a question from the web",
    "look.news": "Looked at their news",
    "staff.alerts": "Changed what they are told",
    "look.messages": "Looked at the list of messages",
    "thread.open": "Opened their messages",
    "thread.reply": "Wrote them a message",
    "thread.handled": "Marked their messages as handled",
    "thread.reopen": "Put their messages back on the list",
    "thread.assign": "Changed who answers them",
    "thread.link_withdrawn": "Withdrew the link to their messages",
    "text_consent.give": "Noted that they agree to texts",
    "text_consent.withdraw": "Ended texts to them",
    "message.retry": "Sent a message once more",
    "message.give_up": "Gave up on a message",
    "notice.write": "Wrote a notice",
    "notice.remove": "Took down a notice",
    "rules changed": "Changed the numbers of the care rules",
    "signin": "Signed in",
    "signin.password_refused": "Was refused: the password was not right",
    "signin.code_refused": "Was refused: the code was not right",
    "signin.password_changed": "Changed the password",
    "signin.second_step_changed": "Changed two-step verification",
    "signin.passkey_added": "Added a passkey",
    "signin.passkey_removed": "Removed a passkey",
    "signin.unlocked": "Unlocked the desk",
    "signin.unlock_refused": "Was refused: the desk stayed locked",
    "session.end": "Signed out a browser",
    "page.refused": "Was refused a page of another role",
    "staff.add": "Added an account",
    "staff.invite": "Sent an invitation",
    "staff.role": "Changed a role",
    "staff.switch_on": "Turned an account on",
    "staff.switch_off": "Turned an account off",
    "staff.second_step_forgotten": "Reset two-step verification",
    "staff.owner_from_the_terminal": "Made or let in an owner",
    "practice.clinic": "Changed the clinic details",
    "practice.location": "Changed a location",
    "practice.therapist": "Changed a therapist",
    "practice.logo": "Changed the logo",
    "practice.logo.remove": "Removed the logo",
    "practice.color": "Changed the practice's color",
    "practice.photo": "Changed a therapist's photo",
    "practice.photo.remove": "Removed a therapist's photo",
    "practice.kind": "Changed a kind of visit",
    "practice.booking": "Changed when visits can be booked",
    "practice.closed": "Changed a closing day",
    "practice.closed.remove": "Removed a closing day",
    "practice.note-template": "Changed a note template",
    "practice.note-template.remove": "Removed a note template",
    "practice.calendar_link": "Changed their calendar link",
    "practice.hours": "Changed weekly hours",
    "practice.hours.remove": "Removed weekly hours",
    "practice.away": "Changed time off",
    "practice.away.remove": "Removed time off",
}
"""Every action that is recorded; a test holds it against the source."""


@dataclass(frozen=True)
class Filter:
    """Which part of the trail is asked for; None is all of it."""

    person: int | None = None
    staff: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address: an empty first day asks for all days."""
        values = {"person": self.person, "staff": self.staff, "to": self.last}
        given = {name: str(value) for name, value in values.items() if value is not None}
        return given | {"from": "" if self.first is None else str(self.first)}

    def entries(self, zone: ZoneInfo) -> QuerySet[AuditEntry]:
        """The entries, newest first; days are the clinic's own, both included."""
        entries = AuditEntry.objects.select_related("staff")
        if self.person is not None:
            entries = entries.filter(_about(self.person))
        if self.staff is not None:
            entries = entries.filter(staff_id=self.staff)
        if self.first is not None:
            entries = entries.filter(at__gte=midnight(self.first, zone))
        if self.last is not None:
            entries = entries.filter(at__lt=midnight(self.last + timedelta(days=1), zone))
        return entries


def _about(number: int) -> Q:
    """Entries of this record, and of those that were joined into it."""
    doubles = Patient.objects.filter(joined_into=number).values_list("pk", flat=True)
    condition = Q()
    for each in (number, *doubles):
        condition |= Q(patient_id=each) | Q(seen__contains=f",{each},")
    return condition


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: AuditEntry
    text: str
    who: str
    people: list[tuple[int, str, str]]
    """Number, name, and public id; the last is empty when the person was deleted."""

    @property
    def count(self) -> int:
        return len(self.entry.people)

    @property
    def more(self) -> int:
        """People of the entry that the line does not name."""
        return self.count - len(self.people)


def lines_of(entries: Iterable[AuditEntry], max_names: int | None = None) -> list[Line]:
    entries = list(entries)
    numbers = {number for entry in entries for number in entry.people[:max_names]}
    known = {patient.pk: patient for patient in Patient.objects.filter(pk__in=numbers)}
    return [
        Line(
            entry,
            ACTION_TEXT.get(entry.action, entry.action),
            entry.staff.name if entry.staff else TERMINAL,
            [_person(number, known.get(number)) for number in entry.people[:max_names]],
        )
        for entry in entries
    ]


def csv_rows(entries: QuerySet[AuditEntry], zone: ZoneInfo) -> Iterator[str]:
    """The lines of a CSV file, read in batches: the trail may be long."""
    header = ["When", "Who", "Email", "What", "Action", "People", "Numbers"]
    return csv_lines(chain([header], _rows(entries, zone)), zone)


def _rows(entries: QuerySet[AuditEntry], zone: ZoneInfo) -> Iterator[list[str]]:
    rows = entries.iterator(CSV_BATCH)
    while batch := list(islice(rows, CSV_BATCH)):
        for line in lines_of(batch):
            yield _cells(line, zone)


def _cells(line: Line, zone: ZoneInfo) -> list[str]:
    entry = line.entry
    return [
        entry.at.astimezone(zone).isoformat(timespec="seconds"),
        line.who,
        entry.staff.email if entry.staff else "",
        line.text,
        entry.action,
        "; ".join(name for _number, name, _public_id in line.people),
        "; ".join(str(number) for number, _name, _public_id in line.people),
    ]


def _person(number: int, patient: Patient | None) -> tuple[int, str, str]:
    if patient is None:
        return number, f"{DELETED} (no. {number})", ""
    return number, patient.name, str(patient.public_id)


def filter_from(query: Any) -> Filter:
    """Read the address; what is no number and no date counts as not asked for."""
    return Filter(
        _number(query.get("person")),
        _number(query.get("staff")),
        _day(query.get("from")),
        _day(query.get("to")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
