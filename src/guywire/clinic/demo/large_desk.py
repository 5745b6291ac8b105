"""What five years leave at the desk: threads, the queue, insurance, notes, news and who looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef

from guywire.clinic.alerts.models import Alert, Event, Way
from guywire.clinic.conversations.models import Thread, ThreadMessage, Writer
from guywire.clinic.desk import queue
from guywire.clinic.desk.models import Attempt, AttemptOutcome, Note, NoteVersion, QueueItem
from guywire.clinic.insurance.models import BenefitCheck, Coverage, Payer
from guywire.clinic.insurance.sealing import current_mark, seal
from guywire.clinic.messages.models import Message, State, new_message_id
from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.visits.models import (
    Location,
    Offer,
    OfferOutcome,
    Status,
    Therapist,
    Visit,
    VisitChange,
    WaitingEntry,
)
from guywire.clinic.welcome.models import WebQuestion

PAYERS = 20
OPEN_THREADS = 80
OPEN_WAITS = 60
ALERTS_PER_STAFF = 2000
UNSEEN_ALERTS_PER_STAFF = 30
DIFFERENT_NUMBERS = 200
LAST_PART = timedelta(days=120)
"""Of the emails and the changes of visits: older ones are removed as the practice grows."""


@dataclass(frozen=True)
class Practice:
    """The people, visits and staff that the rows of the desk are about."""

    random: Random
    now: datetime
    people: list[Patient]
    visits: list[Visit]
    therapists: list[Therapist]
    owner: Staff = field(default_factory=lambda: Staff.objects.get(role=Role.OWNER))

    def key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))


def threads(practice: Practice) -> Iterator[Thread]:
    """One person in eight wrote to the practice."""
    for patient in practice.people[::8]:
        yield Thread(patient=patient, assigned_to=practice.owner if patient.pk % 3 else None)


def thread_messages(practice: Practice) -> Iterator[ThreadMessage]:
    """Each wrote a few times and was answered, except the last ones."""
    writers = practice.people[::8]
    for place, patient in enumerate(writers):
        is_open = place >= len(writers) - OPEN_THREADS
        count = practice.random.choice((2, 2, 4, 6, 40 if place % 50 == 0 else 4))
        began = patient.created_at
        if is_open:
            began = practice.now - timedelta(hours=practice.random.randrange(count, 90))
        for number in range(count - is_open):
            at = min(began + timedelta(hours=number), practice.now)
            is_theirs = number % 2 == 0
            waits = is_open and number == count - 2
            yield ThreadMessage(
                patient=patient,
                sent_key=practice.key(),
                writer=Writer.PERSON if is_theirs else Writer.PRACTICE,
                staff=None if is_theirs else practice.owner,
                text="Can I stretch on the sofa?" if is_theirs else "Yes, on a firm one.",
                written_at=at,
                read_at=None if waits else at,
                answered_at=at if is_theirs and not waits else None,
                answered_by=practice.owner if is_theirs and not waits else None,
            )


def payers() -> Iterator[Payer]:
    for number in range(PAYERS):
        yield Payer(name=f"Payer {number + 1}", is_accepted=number % 5 > 0)


def coverages(practice: Practice) -> Iterator[Coverage]:
    known = list(Payer.objects.all())
    numbers = [seal(f"M{10_000_000 + number}") for number in range(DIFFERENT_NUMBERS)]
    mark = current_mark()
    for patient in practice.people[::4]:
        yield Coverage(
            patient=patient,
            payer=practice.random.choice(known),
            sealed_number=practice.random.choice(numbers),
            key_mark=mark,
            changed_by=practice.owner,
        )


def benefit_checks(practice: Practice) -> Iterator[BenefitCheck]:
    for coverage in Coverage.objects.select_related("patient").iterator():
        yield BenefitCheck(
            coverage=coverage,
            asked="Are visits paid for after the first?",
            answered="Yes, 20 a year.",
            at=coverage.patient.created_at,
            staff=practice.owner,
        )


def noted_visits(practice: Practice) -> list[Visit]:
    """The attended visits of one person in three: half of what a busy practice writes."""
    return [
        visit
        for visit in practice.visits
        if visit.status == Status.ATTENDED and visit.patient_id % 3 == 0
    ]


def notes(practice: Practice) -> Iterator[Note]:
    for visit in noted_visits(practice):
        yield Note(patient_id=visit.patient_id, visit=visit, author=visit.therapist.staff)


def note_versions() -> Iterator[NoteVersion]:
    for note in Note.objects.select_related("visit").iterator():
        yield NoteVersion(
            note=note,
            number=1,
            written_by_id=note.author_id,
            written_at=note.visit.starts_at,
            signed_at=note.visit.starts_at + timedelta(hours=1),
            subjective="Slept better. Stiff after long drives.",
            objective="Hip extension as measured.",
            assessment="Improving.",
            plan="Same program, one support less.",
        )


def waiting(practice: Practice) -> Iterator[WaitingEntry]:
    """One person in 25 waited for an earlier time; the last ones still do."""
    waited = practice.people[::25]
    for place, patient in enumerate(waited):
        is_open = place >= len(waited) - OPEN_WAITS
        added = practice.now - timedelta(days=2) if is_open else patient.created_at
        yield WaitingEntry(
            patient=patient,
            until=(added + timedelta(days=14)).date(),
            added_at=added,
            added_by=practice.owner,
            closed_at=None if is_open else added + timedelta(days=3),
        )


def offers(practice: Practice) -> Iterator[Offer]:
    """Each was offered a time; one in six of those who still wait is thinking about it."""
    places = list(Location.objects.order_by("pk"))
    for number, entry in enumerate(WaitingEntry.objects.order_by("pk").iterator()):
        is_open = entry.closed_at is None and number % 6 == 0
        therapist = practice.therapists[number % len(practice.therapists)]
        starts_at = entry.added_at + timedelta(days=4, minutes=15 * number)
        yield Offer(
            entry=entry,
            therapist=therapist,
            location=places[number % len(places)],
            starts_at=starts_at,
            made_at=entry.added_at,
            expires_at=practice.now + timedelta(hours=1) if is_open else entry.added_at,
            outcome=OfferOutcome.OPEN if is_open else OfferOutcome.DECLINED,
        )


def queue_items(practice: Practice) -> Iterator[QueueItem]:
    """A row for each thing that ever waited; `desk.queue` opens rows in the same way."""
    written = ThreadMessage.objects.filter(patient=OuterRef("patient"), writer=Writer.PERSON)
    moments = written.order_by().values("patient").annotate(first=Min("written_at"))
    first = moments.values("first")
    rows = (
        (queue.QUESTION, WebQuestion.objects.annotate(ended=F("closed_at"))),
        (queue.OFFER, Offer.objects.annotate(ended=F("entry__closed_at"))),
        (queue.THREAD, Thread.objects.annotate(began=first, ended=F("began"))),
    )
    for source, kept in rows:
        open_rows = source.open_rows().filter(pk=OuterRef("pk"))
        # Those of the small practice are there already.
        for row in kept.filter(queue_item=None).annotate(waits=Exists(open_rows)).iterator():
            since = source.since(row) if row.waits else _began(row)
            yield QueueItem(
                kind=source.kind(row),
                since=since,
                promised_until=source.until(row) if row.waits else since + timedelta(days=1),
                staff=practice.owner if row.pk % 4 else None,
                closed_at=None if row.waits else row.ended or since,
                **{source.field: row},
            )


def _began(row: WebQuestion | Offer | Thread) -> datetime:
    if isinstance(row, WebQuestion):
        return row.asked_at
    return row.made_at if isinstance(row, Offer) else row.began  # type: ignore[attr-defined]


def attempts(practice: Practice) -> Iterator[Attempt]:
    for item in QueueItem.objects.exclude(staff=None).iterator():
        if item.pk % 3 == 0:
            yield Attempt(
                item=item,
                at=item.since,
                staff=practice.owner,
                outcome=AttemptOutcome.NO_ANSWER,
                note="Will try in the evening.",
            )


def alerts(practice: Practice) -> Iterator[Alert]:
    """What was told to each of the staff who can sign in, the latest not seen yet."""
    told = [staff for staff in Staff.objects.all() if staff.has_usable_password()]
    events = list(Event)
    for staff in told:
        for number in range(ALERTS_PER_STAFF):
            at = practice.now - timedelta(hours=number)
            yield Alert(
                staff=staff,
                event=events[number % len(events)],
                way=Way.PAGE,
                patient=practice.people[-1 - number % len(practice.people)],
                at=at,
                seen_at=at if number >= UNSEEN_ALERTS_PER_STAFF else None,
            )


def _late_visits(practice: Practice) -> Iterable[Visit]:
    start = practice.now - LAST_PART
    return (visit for visit in practice.visits if visit.starts_at > start)


def visit_changes(practice: Practice) -> Iterator[VisitChange]:
    for visit in _late_visits(practice):
        if visit.starts_at < practice.now:
            yield VisitChange(
                visit=visit,
                at=visit.starts_at,
                staff=visit.therapist.staff,
                action="attended",
                before={"status": Status.BOOKED},
            )


def emails(practice: Practice) -> Iterator[Message]:
    for visit in _late_visits(practice):
        yield Message(
            message_id=new_message_id("demo.example"),
            kind="visit",
            channel="email",
            recipient=f"person{visit.patient_id}@demo.example",
            patient_id=visit.patient_id,
            reference={"visit": visit.pk, "sequence": 0},
            state=State.SENT,
            tries=1,
            created_at=visit.agreed_at,
            due_at=visit.agreed_at,
            tried_at=visit.agreed_at,
            closed_at=visit.agreed_at,
        )


def looks(practice: Practice) -> Iterator[AuditEntry]:
    """A look at the chart for each visit that was attended."""
    for visit in practice.visits:
        if visit.status == Status.ATTENDED:
            yield AuditEntry(
                at=visit.starts_at,
                staff=visit.therapist.staff,
                action="patient.open",
                patient_id=visit.patient_id,
            )
