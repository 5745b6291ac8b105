"""An open page learns by one small answer whether anything changed, and loses nothing by asking."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.conversations.services import mark_handled, reply, write_as_person
from guywire.clinic.desk.models import DeskVersion
from guywire.clinic.messages.services import mark_lost
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.people.staff_sessions import UNATTENDED
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.services import cancel
from guywire.clinic.visits.services.attendance import mark
from guywire.clinic.welcome.services import ask

pytestmark = pytest.mark.django_db
VERSION = "/desk/version/"


def number() -> int:
    return DeskVersion.objects.values_list("number", flat=True).first() or 0


@pytest.fixture
def raised(django_capture_on_commit_callbacks):
    """Whether what is done in the block raises the number once it is committed."""

    def is_raised(act) -> bool:
        before = number()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return number() > before

    return is_raised


def test_answer_has_no_body_and_304_while_nothing_changed(
    as_front_desk: Client, patient: Patient, raised
) -> None:
    first = as_front_desk.get(VERSION)
    assert (first.status_code, first.content) == (204, b"")
    known = {"If-None-Match": first["ETag"]}
    assert as_front_desk.get(VERSION, headers=known).status_code == 304
    assert raised(lambda: write_as_person(patient, "Hello", uuid4()))
    assert as_front_desk.get(VERSION, headers=known).status_code == 204


def test_version_costs_one_query_beside_the_sign_in_and_is_no_look(as_front_desk: Client) -> None:
    with CaptureQueriesContext(connection) as caught:
        as_front_desk.get(VERSION)
    own = [query for query in caught if "desk_deskversion" in query["sql"]]
    assert len(own) == 1
    assert not any("people_patient" in query["sql"] for query in caught)
    assert not AuditEntry.objects.exists()


def test_what_the_desk_shows_raises_the_number(
    visit: Visit, past_visit: Visit, patient: Patient, front_desk: Staff, raised
) -> None:
    about = {"name": "A", "phone": "+15035550100", "text": "x"}
    assert raised(lambda: mark(past_visit, "late", by=front_desk))
    assert raised(lambda: cancel(visit))
    assert raised(lambda: ask("help", uuid4(), body_part="back", **about))
    assert raised(lambda: write_as_person(patient, "Hello", uuid4()))
    write_as_person(patient, "Hello", uuid4())
    assert raised(lambda: reply(patient, front_desk, "All is well", uuid4()))
    assert raised(lambda: reply(patient, front_desk, "One more thing", uuid4()))
    assert raised(lambda: mark_handled(patient, front_desk, "Called her", uuid4()))
    assert not raised(lambda: mark_lost(str(uuid4()), "text_lost"))


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/desk/", "live-today"),
        ("/desk/diary/", "live-schedule"),
        ("/desk/needs-me/", "live-list"),
        ("/desk/queue/", "live-list"),
        ("/desk/messages/", "live-list"),
    ],
)
def test_pages_name_the_parts_that_refresh(as_owner: Client, address: str, part: str) -> None:
    page = as_owner.get(address).content.decode()
    assert f'id="{part}"' in page
    assert f'data-version="{VERSION}" data-number="{number()}"' in page


def test_a_page_that_refreshes_by_itself_reads_no_message(
    as_front_desk: Client, patient: Patient
) -> None:
    write_as_person(patient, "Hello", uuid4())
    address = f"/desk/patients/{patient.public_id}/messages/"
    as_front_desk.get(address, headers={UNATTENDED: "1"})
    assert patient.thread_messages.get().read_at is None
    as_front_desk.get(address)
    assert patient.thread_messages.get().read_at is not None


def test_asking_by_itself_uses_up_nothing_meant_for_the_person(
    as_front_desk: Client, past_visit: Visit
) -> None:
    act = {"back": "?day=2026-03-10"}
    as_front_desk.post(f"/desk/visits/{past_visit.public_id}/late/", act)
    by_itself = as_front_desk.get("/desk/", headers={UNATTENDED: "1"}).content.decode()
    assert 'class="undo"' not in by_itself
    assert 'class="undo"' in as_front_desk.get("/desk/").content.decode()
