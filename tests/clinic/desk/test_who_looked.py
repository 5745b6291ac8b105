"""Every page that shows a person leaves a row, the owner reads it in words, and it stays."""

import csv
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

import guywire.clinic
from guywire.clinic.alerts.models import Alert
from guywire.clinic.conversations.models import ThreadMessage
from guywire.clinic.desk.trail import ACTION_TEXT
from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Visit, WaitingEntry
from guywire.clinic.welcome.services import ask, link_question
from tests.cast import as_if_first, make_staff, signed_in
from tests.clinic.desk.test_who_may_open_what import PAGES, known

pytestmark = pytest.mark.django_db
__all__ = ["known"]
SHOWS_NOTHING = {"/desk/trail/"}
"""The trail itself is looked at below."""


@pytest.fixture
def people(patient: Patient, another_patient: Patient, visit: Visit) -> list[Patient]:
    """Two people with a visit and a question each, so that every list shows somebody."""
    for person in (patient, another_patient):
        question = ask("help", uuid4(), name=person.name, phone="+15035550111", text="Hello")
        link_question(question, person)
        ThreadMessage.objects.create(patient=person, sent_key=uuid4(), writer="person", text="Hi")
        for staff in Staff.objects.all():
            Alert.objects.create(staff=staff, event="message", way="page", patient=person)
    WaitingEntry.objects.create(patient=another_patient, until=timezone.localdate())
    return [patient, another_patient]


@pytest.mark.parametrize("role", Role)
def test_a_page_that_shows_a_name_leaves_a_row_that_says_so(
    people: list[Patient], known: dict[str, object], role: Role
) -> None:
    staff = make_staff("me@example.org", "Me", role)
    client = signed_in(staff)
    before = list(AuditEntry.objects.values_list("pk", flat=True))
    for method, address, allowed in PAGES:
        if method != "get" or role not in allowed or address in SHOWS_NOTHING:
            continue
        with as_if_first(client) as alone:
            page = alone.get(address.format(**known)).content.decode(errors="replace")
            entries = list(AuditEntry.objects.filter(staff=staff).exclude(pk__in=before))
        shown = {person.pk for person in people if person.name in page}
        assert shown <= {number for entry in entries for number in entry.people}, address
        assert len(entries) <= 1, f"{address}: one row a page, however many people it shows"


def test_a_form_sent_with_faults_shows_no_one_without_a_row(
    owner: Staff, as_owner: Client, people: list[Patient], known: dict[str, object]
) -> None:
    """Otherwise whoever sends a wrong form instead of opening the page looks unseen."""
    unseen, showed = [], 0
    booking = "/desk/visits/new/?patient={patient}&start=20260302T1700Z"
    for address in [booking, *(address for method, address, _ in PAGES if method == "get")]:
        before = AuditEntry.objects.count()
        answer = as_owner.post(address.format(**known), {"nothing": "known"})
        shown = {
            person.pk for person in people if person.name in answer.content.decode(errors="replace")
        }
        entries = AuditEntry.objects.filter(staff=owner)[: AuditEntry.objects.count() - before]
        showed += bool(shown)
        if not shown <= {number for entry in entries for number in entry.people}:
            unseen.append(address)
    assert unseen == []
    assert showed > 8


@pytest.mark.parametrize(
    "address",
    ["/desk/diary/?day={day}&span=week", "/desk/visits/new/?patient={patient}", "{search}"],
)
def test_the_schedule_a_booking_and_a_search_leave_a_row(
    front_desk: Staff, as_front_desk: Client, patient: Patient, visit: Visit, address: str
) -> None:
    search = as_front_desk.post("/desk/patients/", {"words": "lindgren"})["Location"]
    filled = address.format(day=visit.starts_local.date(), patient=patient.public_id, search=search)
    assert patient.name in as_front_desk.get(filled).content.decode()
    assert patient.pk in AuditEntry.objects.filter(staff=front_desk)[0].people


def test_a_search_is_recorded_by_whom_it_showed_and_never_by_what_was_typed(
    as_front_desk: Client, patient: Patient
) -> None:
    as_front_desk.post("/desk/patients/", {"words": "Lindgren"}, follow=True)
    entry = AuditEntry.objects.get(action="look.search")
    assert entry.people == [patient.pk]
    assert "indgren" not in str(entry.detail)


def test_fifty_people_on_a_list_are_one_row(front_desk: Staff, clinic: object) -> None:
    many = [Patient.objects.create(name=f"P {n}", phone="+15035550111").pk for n in range(50)]
    record_look(front_desk, "people", many)
    assert AuditEntry.objects.get().people == sorted(many)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_auditentry SET action = 'nothing'",
        "UPDATE people_auditentry SET detail = '{}' WHERE id = 1",
        "DELETE FROM people_auditentry",
        "INSERT OR REPLACE INTO people_auditentry (id, at, action, seen, detail) "
        "SELECT id, at, 'nothing', '', '{}' FROM people_auditentry",
        "TRUNCATE people_auditentry",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(front_desk: Staff, statement: str) -> None:
    only = {"TRUNCATE": "postgresql", "INSERT OR": "sqlite"}
    vendors = [vendor for words, vendor in only.items() if statement.startswith(words)]
    if vendors and connection.vendor not in vendors:
        return
    record_look(front_desk, "people", [1, 2])
    before = list(AuditEntry.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("WHERE id = 1", f"WHERE id = {before[0]['id']}"))
    assert list(AuditEntry.objects.values()) == before


def test_the_trail_stays_without_a_name_when_a_person_is_deleted(
    owner: Staff, as_owner: Client, patient: Patient
) -> None:
    number = patient.pk
    record_look(owner, "contact", [number])
    patient.delete()
    assert AuditEntry.objects.get(action="look.contact").people == [number]
    page = as_owner.get(f"/desk/trail/?person={number}").content.decode()
    assert f"A deleted person (no. {number})" in page
    assert "Lindgren" not in page


def test_the_owner_reads_it_in_words_by_person_staff_and_day(
    as_owner: Client, owner: Staff, front_desk: Staff, therapist: Staff, people: list[Patient]
) -> None:
    first, second = people
    record_look(front_desk, "contact", [first.pk])
    record_look(therapist, "schedule", [first.pk, second.pk])
    record_look(therapist, "visit", [second.pk])

    def listed(query: str) -> list[str]:
        page = as_owner.get(f"/desk/trail/?{query}").content.decode()
        names = "|".join((front_desk.name, therapist.name))
        rows = re.findall(rf"<strong>({names})</strong>\s*<span>([^<]*)</span>", page)
        return [f"{who}: {what}" for who, what in rows]

    contact = f"{front_desk.name}: Looked at contact details and visits"
    schedule = f"{therapist.name}: Looked at the schedule, 2 people"
    visit = f"{therapist.name}: Looked at a visit"
    assert listed("") == [visit, schedule, contact]
    assert listed(f"person={first.pk}") == [schedule, contact]
    assert listed(f"person={first.pk}&staff={front_desk.pk}") == [contact]
    assert listed(f"staff={therapist.pk}") == [visit, schedule]
    tomorrow = timezone.localdate() + timedelta(days=2)
    assert listed(f"from={tomorrow}") == []
    assert listed(f"to={tomorrow}") == [visit, schedule, contact]
    assert listed("person=x&staff=²&from=never&to=1-1-1&page=none") == [visit, schedule, contact]
    assert AuditEntry.objects.filter(staff=owner, action="look.trail").exists()


def test_of_one_person_the_last_year_is_shown_until_the_first_day_is_cleared(
    as_owner: Client, front_desk: Staff, patient: Patient
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=367)):
        record_look(front_desk, "contact", [patient.pk])
    shown = as_owner.get(f"/desk/trail/?person={patient.pk}").content.decode()
    assert "The last year is shown." in shown
    assert "Looked at contact details" not in shown
    whole = as_owner.get(f"/desk/trail/?person={patient.pk}&staff=&from=&to=")
    assert "Looked at contact details" in whole.content.decode()
    assert "The last year is shown." not in whole.content.decode()
    assert whole.context["page_query"] == f"person={patient.pk}&from=", "the next page shows it too"


def test_a_look_at_many_people_names_ten_of_them_and_the_download_all(
    as_owner: Client, owner: Staff, front_desk: Staff, clinic: object
) -> None:
    people = [
        Patient.objects.create(name=f"Person {letter}", email="p@example.org")
        for letter in "ABCDEFGHIJKLM"
    ]
    record_look(front_desk, "schedule", [person.pk for person in people])
    page = as_owner.get("/desk/trail/").content.decode()
    assert "Looked at the schedule, 13 people" in page
    assert [person.name in page for person in people] == [True] * 10 + [False] * 3
    assert "and 3 more in the CSV file" in page
    shown = AuditEntry.objects.get(action="look.trail").people
    assert shown == [person.pk for person in people[:10]], "who is not named was not looked at"
    assert "Person M" in as_owner.post("/desk/trail/export/").getvalue().decode()


def test_the_download_holds_the_same_rows_and_no_formula(
    as_owner: Client, front_desk: Staff, patient: Patient
) -> None:
    patient.name = "=HYPERLINK(1)"
    patient.save()
    record_look(front_desk, "contact", [patient.pk])
    answer = as_owner.post("/desk/trail/export/", {"person": patient.pk})
    header, row, *others = csv.reader(answer.getvalue().decode("utf-8-sig").splitlines())
    assert header[:4] == ["When", "Who", "Email", "What"]
    assert row[1:4] == [front_desk.name, front_desk.email, "Looked at contact details and visits"]
    assert row[5] == "'=HYPERLINK(1)"
    assert not others
    assert AuditEntry.objects.filter(action="trail.export").exists()


def test_every_recorded_action_has_words() -> None:
    recorded = set()
    for path in Path(guywire.clinic.__path__[0]).rglob("*.py"):
        text = path.read_text()
        recorded |= set(re.findall(r'record_audit\([^()]*(?:\(\w+\))?[^()"]*"([\w. ]+)"', text))
        recorded |= {f"look.{page}" for page in re.findall(r'record_look\([^"]*?"(\w+)"', text)}
    assert len(recorded) > 20
    assert recorded - set(ACTION_TEXT) == set()
