"""An owner downloads every list; nothing in it runs, and the trail knows who was in it."""

import codecs
import csv
import io
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from guywire.clinic.conversations.services import write_as_person
from guywire.clinic.desk.csv_file import cell
from guywire.clinic.desk.lists import LISTS
from guywire.clinic.insurance.models import Payer
from guywire.clinic.insurance.services import save_coverage
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.services import ask

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Los_Angeles")


def downloaded(client: Client, name: str) -> list[list[str]]:
    content = b"".join(client.post(f"/desk/lists/{name}/export/").streaming_content)
    assert content.startswith(codecs.BOM_UTF8), "or Excel misreads every accent"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1"])
def test_a_cell_that_would_run_is_quoted(text: str) -> None:
    assert str(cell(text, ZONE)).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert cell(-3, ZONE) == -3


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_a_name_for_each_of_its_columns(
    as_owner: Client, front_desk: Staff, patient: Patient, visit: Visit, name: str
) -> None:
    save_coverage(patient, front_desk, Payer.objects.create(name="Acme"), "W12345678")
    ask("help", uuid4(), name="June", phone="+15035550100", text="x", body_part="back")
    write_as_person(patient, "Hello", uuid4())
    rows = downloaded(as_owner, name)
    assert {len(row) for row in rows} == {len(LISTS[name].columns)}
    assert "W12345678" not in str(rows)


def test_the_trail_knows_who_was_in_the_list(
    as_owner: Client, patient: Patient, another_patient: Patient
) -> None:
    patient.name = "=cmd()"
    patient.save()
    rows = downloaded(as_owner, "people")
    assert [row[0] for row in rows[1:]] == ["'=cmd()", "Alex Moreau"]
    looked = AuditEntry.objects.get(action="look.export")
    assert looked.people == [patient.pk, another_patient.pk]
    assert looked.detail == {"list": "people"}


def test_a_list_that_is_none_is_a_missing_page(as_owner: Client) -> None:
    assert as_owner.post("/desk/lists/secrets/export/").status_code == 404
