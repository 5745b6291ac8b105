"""Fill each list of a practice up to one page, so that two practices show equally long pages.

The demo practice has one person on its waiting list and the large one twenty-five on a page. A
page twice as long takes twice as long in any practice: that is no growth.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from guywire.clinic.alerts.models import Alert, Event, Way
from guywire.clinic.conversations.models import Thread
from guywire.clinic.conversations.services import write_as_person
from guywire.clinic.desk import notes
from guywire.clinic.desk.models import FollowUpEntry, QueueItem
from guywire.clinic.desk.queries import follow_up_list
from guywire.clinic.people.models import Patient
from guywire.clinic.visits.models import Location, Therapist, Visit, WaitingEntry
from guywire.clinic.visits.queries import upcoming
from guywire.clinic.visits.services import waiting
from guywire.clinic.welcome.models import Kind, WebQuestion
from guywire.clinic.welcome.services import ask, close_question

ROWS = 26
"""One more than a page of a list."""
THREADS = 50
"""The page of messages shows so many."""
LONGEST_THREAD = 40
"""As in the large practice."""
NAMESPACE = uuid.UUID("5f0a4a0e-6f0c-4e2b-9f4b-1d6f1f7f6d11")


def fill(reader: Any, often: Patient) -> None:
    """Write what is missing to a page of each list, and of the person with the most visits."""
    for number in range(Patient.objects.count(), THREADS):
        Patient.objects.create(name=f"Maria Listed {number}", phone=f"+1503556{number:04}")
    people = list(Patient.objects.filter(joined_into=None).order_by("pk")[:THREADS])
    _wait(reader, [person for person in people if person != often])
    # In both practices the form asks someone who does not wait yet.
    WaitingEntry.objects.filter(patient=often, closed_at=None).update(closed_at=often.created_at)
    for person in people[: max(0, THREADS - Thread.objects.count())]:
        write_as_person(person, "Can I stretch on the sofa?", uuid.uuid5(NAMESPACE, str(person.pk)))
    for number in range(people[0].thread_messages.count(), LONGEST_THREAD):
        write_as_person(people[0], "And in the garden?", uuid.uuid5(NAMESPACE, f"thread {number}"))
    events = list(Event)
    for number in range(Alert.objects.filter(staff=reader).count(), ROWS):
        event = events[number % len(events)]
        Alert.objects.create(staff=reader, event=event, way=Way.PAGE, patient=people[0])
    _ask(reader)
    _follow(reader)
    _visit(reader, often)


def _wait(reader: Any, people: list[Patient]) -> None:
    missing = ROWS - WaitingEntry.objects.filter(closed_at=None).count()
    for person in people[: max(0, missing)]:
        until = person.created_at.date() + timedelta(days=30)
        waiting.add(person, reader, until=until)


def _ask(reader: Any) -> None:
    """Open questions stand in the queue and on the follow-up list; closed ones in the queue."""
    for is_open in (True, False):
        known = QueueItem.objects.filter(closed_at__isnull=is_open).count()
        for number in range(known, ROWS):
            form = uuid.uuid5(NAMESPACE, f"{is_open} {number}")
            who = {"name": f"Caller {number}", "email": f"caller{number}@demo.example"}
            question = ask(Kind.HELP, form, **who, text="Can I stretch on the sofa?")
            if not is_open:
                close_question(WebQuestion.objects.get(pk=question.pk), reader, "Called.")


def _follow(reader: Any) -> None:
    """The reader's own follow-up list, too."""
    mine = follow_up_list(reader).count()
    others = follow_up_list().exclude(staff=reader).values_list("pk", flat=True)
    FollowUpEntry.objects.filter(pk__in=list(others[: max(0, ROWS - mine)])).update(staff=reader)


def _visit(reader: Any, often: Patient) -> None:
    """Visits they came to, each with a signed note, and one to come."""
    therapist, place = Therapist.objects.order_by("pk")[0], Location.objects.order_by("pk")[0]
    if not upcoming().filter(patient=often).exists():
        soon = timezone.now() + timedelta(days=4)
        Visit.objects.create(
            patient=often, therapist=therapist, location=place, zone=place.zone, starts_at=soon
        )
    for number in range(often.visits.count(), ROWS):
        visit = Visit.objects.create(
            patient=often,
            therapist=therapist,
            location=place,
            zone=place.zone,
            starts_at=often.created_at - timedelta(days=7 * number + 7),
            status="attended",
        )
        notes.save_draft(visit, reader, {"subjective": "Slept better."}, sign=True)
