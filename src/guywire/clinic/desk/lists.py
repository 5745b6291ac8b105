"""Every list of the desk as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guywire.clinic.conversations.models import ThreadMessage
from guywire.clinic.desk import queries
from guywire.clinic.desk.queue_queries import open_items
from guywire.clinic.insurance.models import Coverage, Payer
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Visit, WaitingEntry
from guywire.clinic.welcome.models import Notice, WebQuestion

Row = Sequence[object]


@dataclass(frozen=True)
class DeskList:
    columns: tuple[str, ...]
    rows: Callable[[Staff], Iterable[tuple[int | None, Row]]]
    """For each row the number of the person it is about, and its cells."""


def _people(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    names = ("pk", "name", "preferred_name", "born_on", "phone", "email", "language", "created_at")
    people = Patient.objects.filter(joined_into=None).order_by("pk").values_list(*names)
    return ((pk, row) for pk, *row in people.iterator())


def _visits(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    names = (
        "patient_id",
        "starts_at",
        "minutes",
        "patient__name",
        "therapist__staff__name",
        "location__name",
        "kind__name",
        "status",
        "canceled_by",
        "is_late_cancel",
    )
    return (
        (pk, row) for pk, *row in Visit.objects.order_by("starts_at").values_list(*names).iterator()
    )


def _queue(reader: Staff) -> Iterable[tuple[int | None, Row]]:
    for item in open_items(reader):
        whose = item.staff.name if item.staff else ""
        tries = len(item.attempts.all())
        cells = (item.get_kind_display(), item.name, item.phone)
        yield item.patient_id, (*cells, item.since, item.promised_until, whose, tries)


def _questions(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    names = (
        "patient_id",
        "asked_at",
        "kind",
        "name",
        "phone",
        "email",
        "insurer",
        "text",
        "answer",
        "note",
        "closed_at",
        "closed_by__name",
    )
    return ((pk, row) for pk, *row in WebQuestion.objects.values_list(*names).iterator())


def _messages(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    names = (
        "patient_id",
        "patient__name",
        "written_at",
        "writer",
        "staff__name",
        "text",
        "read_at",
    )
    written = ThreadMessage.objects.order_by("pk").values_list(*names)
    return ((pk, row) for pk, *row in written.iterator())


def _follow_up(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    for entry in queries.follow_up_list():
        happened = " ".join(sentence for _rule, sentence in entry.rules)
        whose = entry.staff.name if entry.staff else ""
        urgency = entry.level.label if entry.level is not None else ""
        yield entry.patient_id, (entry.person.name, urgency, happened, whose, entry.last_heard_at)


def _waiting(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    names = (
        "patient_id",
        "patient__name",
        "kind__name",
        "part",
        "location__name",
        "therapist__staff__name",
        "until",
        "added_at",
        "added_by__name",
    )
    entries = WaitingEntry.objects.filter(closed_at=None)
    return ((pk, row) for pk, *row in entries.values_list(*names).iterator())


def _insurance(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    """The numbers masked, as on the page."""
    for coverage in Coverage.objects.select_related("patient", "payer").iterator():
        cells = (coverage.patient.name, coverage.payer.name, coverage.masked_number)
        yield coverage.patient_id, cells


def _payers(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    rows = Payer.objects.values_list("name", "phone", "is_accepted", "note")
    return ((None, row) for row in rows)


def _notices(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    for notice in Notice.objects.select_related("written_by"):
        writer = notice.written_by.name if notice.written_by else ""
        shown = notice.get_tone_display(), notice.get_place_display()
        yield None, (notice.text, *shown, notice.from_day, notice.until_day, writer)


def _staff(_reader: Staff) -> Iterable[tuple[int | None, Row]]:
    rows = Staff.objects.order_by("name").values_list("name", "email", "role", "is_active")
    return ((None, row) for row in rows)


LISTS = {
    "people": DeskList(
        ("Name", "Preferred name", "Born", "Phone", "Email", "Language", "Since"), _people
    ),
    "visits": DeskList(
        (
            "Starts",
            "Minutes",
            "Name",
            "Therapist",
            "Location",
            "Kind",
            "Status",
            "Canceled by",
            "Late cancel",
        ),
        _visits,
    ),
    "queue": DeskList(
        ("Kind", "Name", "Phone", "Since", "Promised until", "Whose", "Attempts"), _queue
    ),
    "questions": DeskList(
        (
            "Asked",
            "Kind",
            "Name",
            "Phone",
            "Email",
            "Insurance",
            "Question",
            "Answer",
            "Note",
            "Closed",
            "Closed by",
        ),
        _questions,
    ),
    "messages": DeskList(("Name", "Written", "Writer", "Written by", "Message", "Read"), _messages),
    "follow-up": DeskList(("Name", "Urgency", "Why", "Whose", "Last heard"), _follow_up),
    "waiting": DeskList(
        ("Name", "Kind", "Part of day", "Location", "Therapist", "Until", "Since", "Added by"),
        _waiting,
    ),
    "insurance": DeskList(("Name", "Insurance company", "Member number"), _insurance),
    "payers": DeskList(("Name", "Phone", "Accepted", "Note"), _payers),
    "notices": DeskList(("Text", "Tone", "Where", "First day", "Last day", "Written by"), _notices),
    "staff": DeskList(("Name", "Email", "Role", "Active"), _staff),
}
