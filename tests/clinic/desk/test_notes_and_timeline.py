"""A note is drafted, signed and amended, never overwritten; one timeline holds everything."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guywire.clinic.desk import notes
from guywire.clinic.desk.models import Note, NoteTemplate, NoteVersion
from guywire.clinic.desk.story import adherence_of
from guywire.clinic.desk.timeline import EVENTS_PER_PAGE, timeline_of
from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.people.own_data import clinic_data
from guywire.clinic.programs.models import Program, Session, WeeklyScore
from guywire.clinic.visits.models import Visit
from tests.cast import make_staff, signed_in

pytestmark = pytest.mark.django_db
TEXTS = {"subjective": "Sore since Monday", "objective": "", "assessment": "Eases", "plan": "Go on"}


def address_of(visit: Visit) -> str:
    return f"/desk/visits/{visit.public_id}/note/"


def post(client: Client, visit: Visit, **data: str) -> str:
    return client.post(address_of(visit), TEXTS | data, follow=True).content.decode()


def texts_of(note: Note) -> list[str]:
    return list(note.versions.values_list("assessment", flat=True))


def test_a_draft_is_saved_over_until_it_is_signed(
    as_therapist: Client, past_visit: Visit, therapist: Staff
) -> None:
    post(as_therapist, past_visit)
    post(as_therapist, past_visit, assessment="Eases fast")
    note = Note.objects.get()
    assert texts_of(note) == ["Eases fast"]
    assert "Sore since Monday" in post(as_therapist, past_visit, sign="1")
    assert note.latest.signed_at is not None
    actions = AuditEntry.objects.filter(action__startswith="note.").exclude(action="note.open")
    assert [entry.action for entry in actions.order_by("pk")] == [
        "note.draft",
        "note.draft",
        "note.sign",
    ]
    assert "Sore" not in str(list(actions.values_list("detail", flat=True)))


def test_a_signed_note_cannot_be_written_over_from_an_old_window(
    past_visit: Visit, therapist: Staff
) -> None:
    note = notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    with pytest.raises(notes.NoteError, match="Amend it instead"):
        notes.save_draft(past_visit, therapist, TEXTS | {"assessment": "Never said"})
    assert texts_of(note) == ["Eases"]


def test_an_amendment_needs_a_reason_and_keeps_what_was_signed(
    as_therapist: Client, past_visit: Visit, therapist: Staff
) -> None:
    note = notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    assert "Say why" in post(as_therapist, past_visit, assessment="Worse")
    page = post(as_therapist, past_visit, assessment="Worse", why="Mixed up two people")
    assert texts_of(note) == ["Eases", "Worse"]
    for text in ("Eases", "Worse", "Mixed up two people", "Amendment 1"):
        assert text in page


def test_the_database_keeps_no_unsigned_amendment(past_visit: Visit, therapist: Staff) -> None:
    note = notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteVersion.objects.create(note=note, number=2, written_by=therapist)


def test_nobody_changes_the_draft_of_someone_else(past_visit: Visit, therapist: Staff) -> None:
    notes.save_draft(past_visit, therapist, TEXTS)
    colleague = make_staff("linh@example.org", "Linh Tran", Role.THERAPIST)
    page = post(signed_in(colleague), past_visit, sign="1")
    assert "Only they can change the draft" in page
    assert Note.objects.get().latest.signed_at is None


def test_an_empty_note_is_refused_and_nothing_typed_is_lost(
    as_therapist: Client, past_visit: Visit
) -> None:
    empty = dict.fromkeys(TEXTS, "")
    page = as_therapist.post(address_of(past_visit), empty).content.decode()
    assert "Write something" in page
    assert not Note.objects.exists()


def test_the_front_desk_reads_and_writes_no_note(
    as_front_desk: Client, past_visit: Visit, therapist: Staff
) -> None:
    notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    assert as_front_desk.post(address_of(past_visit), TEXTS).status_code == 403
    chart = as_front_desk.get(f"/desk/patients/{past_visit.patient.public_id}/").content.decode()
    assert "Eases" not in chart
    assert "/timeline/" not in chart
    assert "/note/" not in (
        as_front_desk.get(f"/desk/visits/{past_visit.public_id}/").content.decode()
    )


def test_a_note_starts_from_a_template_of_the_practice(
    as_owner: Client, as_therapist: Client, past_visit: Visit
) -> None:
    as_owner.post("/desk/practice/note-template/new/", {"name": "First", "plan": "See in a week"})
    template = NoteTemplate.objects.get()
    page = as_therapist.get(address_of(past_visit), {"template": template.pk}).content.decode()
    assert "See in a week" in page
    assert as_therapist.get(address_of(past_visit), {"template": "x"}).status_code == 200


def test_a_person_takes_their_signed_notes_along(past_visit: Visit, therapist: Staff) -> None:
    notes.save_draft(past_visit, therapist, TEXTS)
    assert not clinic_data(past_visit.patient)["notes"], "a draft is not a record yet"
    notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    (row,) = clinic_data(past_visit.patient)["notes"]
    assert row["assessment"] == "Eases"


@pytest.fixture
def long_history(patient: Patient) -> Patient:
    start = datetime(2025, 1, 1, 18, tzinfo=UTC)
    Session.objects.bulk_create(
        Session(
            patient=patient,
            public_id=uuid4().hex,
            started_at=start + timedelta(days=n),
            content={"feeling": "better"},
        )
        for n in range(100)
    )
    WeeklyScore.objects.bulk_create(
        WeeklyScore(patient=patient, on=(start + timedelta(weeks=n)).date(), pain=5)
        for n in range(14)
    )
    return patient


def test_the_timeline_pages_through_everything_once_and_in_order(
    long_history: Patient, clinic: object
) -> None:
    seen, before, pages = [], None, 0
    while True:
        timeline = timeline_of(long_history, before)
        seen += timeline.events
        pages += 1
        if timeline.older_than is None:
            break
        before = timeline.older_than
    assert len(seen) == 114
    assert pages == 5
    assert [event.at for event in seen] == sorted((event.at for event in seen), reverse=True)


def test_a_longer_history_costs_the_timeline_no_more_queries(
    as_therapist: Client, long_history: Patient, another_patient: Patient
) -> None:
    def queries(person: Patient) -> int:
        with CaptureQueriesContext(connection) as caught:
            response: Any = as_therapist.get(f"/desk/patients/{person.public_id}/timeline/")
        assert response.content.decode().count('class="row row--staff"') <= EVENTS_PER_PAGE
        return len(caught)

    assert queries(long_history) == queries(another_patient)


@pytest.mark.parametrize("before", ["x", "nan", "inf", "1e30", "-1e30"])
def test_an_address_that_names_no_moment_shows_the_latest(
    as_therapist: Client, patient: Patient, before: str
) -> None:
    address = f"/desk/patients/{patient.public_id}/timeline/"
    assert as_therapist.get(address, {"before": before}).status_code == 200


def test_adherence_counts_days_not_sessions(patient: Patient, clinic: object) -> None:
    now = timezone.now()
    program = Program.objects.create(
        patient=patient, made_at=now - timedelta(days=60), stretches=[], days_a_week=5
    )
    for days_ago in (1, 1, 2, 9, 27, 40):
        Session.objects.create(
            patient=patient,
            public_id=uuid4().hex,
            started_at=now - timedelta(days=days_ago),
            content={},
        )
    adherence = adherence_of(patient, program)
    assert adherence is not None
    assert (adherence.done, adherence.asked, adherence.days) == (4, 20, 28)
    fresh = Program(patient=patient, made_at=now, stretches=[], days_a_week=5)
    assert adherence_of(patient, fresh) is None


def test_the_printed_story_holds_the_signed_notes_alone(
    as_therapist: Client, past_visit: Visit, therapist: Staff
) -> None:
    address = f"/desk/patients/{past_visit.patient.public_id}/print/"
    notes.save_draft(past_visit, therapist, TEXTS)
    assert "Eases" not in as_therapist.get(address).content.decode()
    notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    assert "Eases" in as_therapist.get(address).content.decode()


def test_a_person_with_many_visits_shows_a_page_of_them(
    as_front_desk: Client, past_visit: Visit
) -> None:
    for n in range(1, 13):
        Visit.objects.create(
            patient=past_visit.patient,
            therapist=past_visit.therapist,
            location=past_visit.location,
            zone=past_visit.zone,
            starts_at=past_visit.starts_at - timedelta(days=n),
        )
    address = f"/desk/patients/{past_visit.patient.public_id}/"
    assert "1 to 10 of 13" in as_front_desk.get(address).content.decode()
    assert "11 to 13 of 13" in as_front_desk.get(address, {"visits": 2}).content.decode()
