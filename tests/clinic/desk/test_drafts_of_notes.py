"""The draft of a note saves itself, and no window writes over what another has saved."""

from typing import Any

import pytest
from django.test import Client

from guywire.clinic.desk import notes
from guywire.clinic.desk.models import Note
from guywire.clinic.people.models import AuditEntry, Staff
from guywire.clinic.visits.models import Visit

pytestmark = pytest.mark.django_db
TEXTS = {"subjective": "Sore since Monday", "objective": "", "assessment": "", "plan": ""}


def save(client: Client, visit: Visit, **data: str) -> Any:
    return client.post(f"/desk/visits/{visit.public_id}/note/", TEXTS | data)


def save_by_itself(client: Client, visit: Visit, **data: str) -> Any:
    return save(client, visit, by_itself="1", **data)


def test_a_page_saves_its_draft_again_and_again_and_fills_no_trail(
    as_therapist: Client, past_visit: Visit
) -> None:
    saved = save_by_itself(as_therapist, past_visit, shown="").json()
    assert "Draft saved at" in saved["text"]
    saved = save_by_itself(as_therapist, past_visit, shown=saved["shown"], plan="Walk").json()
    assert Note.objects.get().latest.plan == "Walk"
    assert saved["shown"] == notes.stamp_of(Note.objects.get())
    assert AuditEntry.objects.filter(action="note.draft").count() == 1


def test_a_window_does_not_write_over_what_another_has_saved(
    as_therapist: Client, past_visit: Visit
) -> None:
    first = save_by_itself(as_therapist, past_visit, shown="").json()
    save_by_itself(as_therapist, past_visit, shown=first["shown"], plan="Twice a week")
    refused = save_by_itself(as_therapist, past_visit, shown=first["shown"], plan="")
    assert refused.status_code == 409
    page = save(as_therapist, past_visit, shown=first["shown"], assessment="Eases")
    text = page.content.decode()
    assert "changed in another window" in text
    assert "Twice a week" in text
    assert "Eases" in text
    assert Note.objects.get().latest.plan == "Twice a week"
    save(as_therapist, past_visit, shown=page.context["shown"], assessment="Eases")
    assert Note.objects.get().latest.assessment == "Eases"


def test_a_second_window_that_began_with_nothing_does_not_write_over_the_first(
    as_therapist: Client, past_visit: Visit
) -> None:
    save_by_itself(as_therapist, past_visit, shown="")
    assert save_by_itself(as_therapist, past_visit, shown="", plan="Rest").status_code == 409
    assert Note.objects.get().latest.plan == ""


@pytest.mark.parametrize("shown", ["yesterday", "2026-03-10T17:00", "2026"])
def test_a_stamp_that_is_none_saves_nothing(
    as_therapist: Client, past_visit: Visit, shown: str
) -> None:
    save_by_itself(as_therapist, past_visit, shown="")
    assert save_by_itself(as_therapist, past_visit, shown=shown).status_code == 409


def test_a_signed_note_and_an_empty_one_do_not_save_themselves(
    as_therapist: Client, past_visit: Visit, therapist: Staff
) -> None:
    empty = dict.fromkeys(TEXTS, "")
    assert save_by_itself(as_therapist, past_visit, **empty).status_code == 400
    assert not Note.objects.exists()
    notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    answer = save_by_itself(as_therapist, past_visit, plan="Late")
    assert answer.status_code == 409
    assert answer.json()["text"] == notes.SIGNED
    assert Note.objects.get().latest.plan == ""
