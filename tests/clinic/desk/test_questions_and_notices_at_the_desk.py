"""Staff answer what people ask on the web, and keep the notices of the first page."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from guywire.clinic.people.models import AuditEntry, Staff
from guywire.clinic.welcome.models import Notice, WebQuestion
from guywire.clinic.welcome.services import ask, write_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(clinic: object) -> WebQuestion:
    return ask("insurance", uuid4(), name="Harold", email="h@example.org", text="Do you take it?")


def test_a_question_is_closed_with_a_note_and_who_closed_it(
    as_front_desk: Client, front_desk: Staff, question: WebQuestion
) -> None:
    as_front_desk.post(f"/desk/questions/{question.pk}/", {"note": "Called: yes."})
    question.refresh_from_db()
    assert (question.closed_by, question.note) == (front_desk, "Called: yes.")
    assert AuditEntry.objects.filter(action="web_question.close").exists()


def test_the_first_to_close_it_stays_when_a_colleague_adds_to_the_note(
    as_front_desk: Client, as_therapist: Client, front_desk: Staff, question: WebQuestion
) -> None:
    for client, note in ((as_front_desk, "Called."), (as_therapist, "Called. Booked.")):
        client.post(f"/desk/questions/{question.pk}/", {"note": note})
    question.refresh_from_db()
    assert (question.closed_by, question.note) == (front_desk, "Called. Booked.")


def test_a_closed_question_can_go_back_on_the_list(
    as_front_desk: Client, question: WebQuestion
) -> None:
    as_front_desk.post(f"/desk/questions/{question.pk}/", {"note": ""})
    as_front_desk.post(f"/desk/questions/{question.pk}/reopen/")
    question.refresh_from_db()
    assert question.closed_at is None


def test_a_note_too_long_is_said_and_kept_in_the_field(
    as_front_desk: Client, question: WebQuestion
) -> None:
    page = as_front_desk.post(f"/desk/questions/{question.pk}/", {"note": "n" * 2001})
    assert "2001 characters long" in page.content.decode()
    assert "n" * 2001 in page.content.decode()
    question.refresh_from_db()
    assert question.closed_at is None


def test_a_notice_written_at_the_desk_is_on_the_first_page(
    as_front_desk: Client, outsider: Client
) -> None:
    sent = {"text": "**Snow day.** We are closed.", "from_day": date.today().isoformat()}  # noqa: DTZ011
    for _ in ("a tap", "a second tap"):
        as_front_desk.post("/desk/notices/new/", sent | {"until_day": ""})
    notice = Notice.objects.get()
    notice.from_day -= timedelta(days=1)
    notice.save()
    assert "<strong>Snow day.</strong>" in outsider.get("/").content.decode()


def test_a_notice_is_changed_and_taken_down(as_front_desk: Client, front_desk: Staff) -> None:
    notice = write_notice(front_desk, text="Old", from_day=date(2026, 3, 1), until_day=None)
    sent = {"text": "New", "from_day": "2026-03-01", "until_day": "2026-03-05"}
    as_front_desk.post(f"/desk/notices/{notice.pk}/", sent)
    notice.refresh_from_db()
    assert (notice.text, notice.until_day) == ("New", date(2026, 3, 5))
    as_front_desk.post(f"/desk/notices/{notice.pk}/take-down/")
    assert not Notice.objects.exists()
    assert AuditEntry.objects.get(action="notice.remove").detail["text"] == "New"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Please write the notice"),
        ({"text": "n" * 601}, "601 characters long"),
        ({"from_day": ""}, "choose the first day"),
        ({"from_day": "soon"}, "This is not a date"),
        ({"until_day": "2026-02-01"}, "before the first day"),
    ],
)
def test_a_notice_that_cannot_be_is_answered_beside_the_field(
    as_front_desk: Client, changed: dict[str, str], sentence: str
) -> None:
    sent = {"text": "We are open.", "from_day": "2026-03-01", "until_day": ""}
    page = as_front_desk.post("/desk/notices/new/", sent | changed).content.decode()
    assert sentence in page
    assert not Notice.objects.exists()
