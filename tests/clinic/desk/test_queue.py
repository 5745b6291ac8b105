"""One queue for everything that waits for the desk: whose it is, since when, promised until."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from guywire.clinic.conversations import services as conversations
from guywire.clinic.conversations.models import Thread
from guywire.clinic.desk import queue
from guywire.clinic.desk.models import Attempt, QueueItem
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits.models import Offer, Visit, WaitingEntry
from guywire.clinic.visits.services import cancel
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.services import ask, close_question
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(clinic: object) -> WebQuestion:
    return ask("insurance", uuid4(), name="Harold", email="h@example.org", text="Do you take it?")


@pytest.fixture
def item(question: WebQuestion) -> QueueItem:
    return QueueItem.objects.get(question=question)


def listed(client: Client, address: str = "/desk/queue/") -> str:
    return client.get(address).content.decode()


def test_the_earliest_promise_comes_first_and_a_broken_one_is_marked(
    as_front_desk: Client, item: QueueItem
) -> None:
    ask("call_back", uuid4(), name="Later", phone="+15035550100", call_time="soon")
    page = listed(as_front_desk)
    assert page.index("Harold") < page.index("Later")
    assert "Late:" not in page
    QueueItem.objects.filter(pk=item.pk).update(
        promised_until=timezone.now() - timedelta(minutes=1)
    )
    assert "Late:" in listed(as_front_desk)


def test_what_is_taken_is_mine_until_it_is_given_to_a_colleague(
    as_front_desk: Client, front_desk: Staff, therapist: Staff, item: QueueItem
) -> None:
    assert "Harold" not in listed(as_front_desk, "/desk/queue/?whose=mine")
    as_front_desk.post(f"/desk/queue/{item.pk}/assign/", {"take": ""})
    assert "Harold" in listed(as_front_desk, "/desk/queue/?whose=mine")
    as_front_desk.post(f"/desk/queue/{item.pk}/assign/", {"staff": therapist.pk})
    assert "Harold" not in listed(as_front_desk, "/desk/queue/?whose=mine")
    assert AuditEntry.objects.filter(action="queue.assign", staff=front_desk).count() == 2


def test_it_cannot_be_given_to_an_account_that_is_turned_off(
    as_front_desk: Client, therapist: Staff, item: QueueItem
) -> None:
    Staff.objects.filter(pk=therapist.pk).update(is_active=False)
    as_front_desk.post(f"/desk/queue/{item.pk}/assign/", {"staff": therapist.pk})
    item.refresh_from_db()
    assert item.staff is None


def test_an_attempt_is_logged_and_the_item_stays(
    as_front_desk: Client, front_desk: Staff, item: QueueItem
) -> None:
    sent = {"outcome": "no_answer", "attempt_note": "Rang ten times"}
    for _ in ("a tap", "a second tap"):
        as_front_desk.post(f"/desk/queue/{item.pk}/attempt/", sent)
    attempt = Attempt.objects.get()
    assert (attempt.staff, attempt.note) == (front_desk, "Rang ten times")
    item.refresh_from_db()
    assert item.closed_at is None
    assert item.staff == front_desk
    assert "called, no answer" in listed(as_front_desk)


def test_a_kind_can_be_looked_at_alone(as_front_desk: Client, item: QueueItem) -> None:
    ask("call_back", uuid4(), name="Ringo", phone="+15035550100", call_time="soon")
    page = listed(as_front_desk, "/desk/queue/?kind=call_back")
    assert "Ringo" in page
    assert "Harold" not in page


def test_a_closed_question_moves_to_the_closed_and_back(
    as_front_desk: Client, front_desk: Staff, question: WebQuestion
) -> None:
    close_question(question, front_desk, "Called.")
    assert "Harold" not in listed(as_front_desk)
    assert "Harold" in listed(as_front_desk, "/desk/queue/?whose=closed")
    as_front_desk.post(f"/desk/questions/{question.pk}/reopen/")
    assert "Harold" in listed(as_front_desk)


def test_an_answer_is_read_behind_the_link_of_an_email_that_names_no_health(
    as_front_desk: Client, outsider: Client, question: WebQuestion
) -> None:
    sent = {"answer": "Yes, we take it for your hip.", "note": "Asked the payer."}
    as_front_desk.post(f"/desk/questions/{question.pk}/", sent)
    (email,) = send_all()
    assert email.to == ["h@example.org"]
    assert "hip" not in email.body
    link = re.search(r"https?://[^/]+(/answers/\S+)", email.body)
    assert link
    page = outsider.get(link[1])
    assert "Yes, we take it for your hip." in page.content.decode()
    assert "Asked the payer" not in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_a_changed_link_opens_no_answer(outsider: Client, question: WebQuestion) -> None:
    assert outsider.get(f"/answers/{question.pk}:AAAA/").status_code == 404


def test_the_same_answer_is_not_sent_twice(as_front_desk: Client, question: WebQuestion) -> None:
    for note in ("", "Called as well."):
        as_front_desk.post(f"/desk/questions/{question.pk}/", {"answer": "Yes.", "note": note})
    assert len(send_all()) == 1
    assert len(mail.outbox) == 1


def test_an_offered_time_waits_until_the_offer_ends_and_is_booked_by_phone(
    as_front_desk: Client, visit: Visit, another_patient: Patient, front_desk: Staff
) -> None:
    WaitingEntry.objects.create(patient=another_patient, until=visit.starts_local.date())
    cancel(visit)
    offer = Offer.objects.get()
    item = QueueItem.objects.get(offer=offer)
    assert item.promised_until == offer.expires_at
    assert "Alex Moreau" in listed(as_front_desk)
    as_front_desk.post(f"/desk/queue/{item.pk}/take-time/")
    assert Visit.objects.get(patient=another_patient).starts_at == visit.starts_at
    assert "Nothing is waiting." in listed(as_front_desk)


def test_an_unanswered_message_waits_and_is_whose_its_thread_is(
    as_front_desk: Client, front_desk: Staff, patient: Patient
) -> None:
    conversations.write_as_person(patient, "May I run?", uuid4())
    item = QueueItem.objects.get(thread__patient=patient)
    as_front_desk.post(f"/desk/queue/{item.pk}/assign/", {"take": ""})
    assert Thread.objects.get().assigned_to == front_desk
    assert "Pat Lindgren" in listed(as_front_desk, "/desk/queue/?whose=mine&kind=message")
    assert "May I run" not in listed(as_front_desk)
    conversations.reply(patient, front_desk, "Walk first.", uuid4())
    assert "Nothing is waiting." in listed(as_front_desk)


def test_a_new_message_after_an_answer_has_a_new_promise(
    front_desk: Staff, patient: Patient
) -> None:
    conversations.write_as_person(patient, "May I run?", uuid4())
    conversations.reply(patient, front_desk, "Walk first.", uuid4())
    earlier = QueueItem.objects.get().since
    conversations.write_as_person(patient, "How far?", uuid4())
    item = QueueItem.objects.get()
    assert item.is_open
    assert item.since > earlier


def test_booking_from_a_question_closes_it(
    as_front_desk: Client, question: WebQuestion, treating, place
) -> None:
    page = listed(as_front_desk, f"/desk/visits/new/?question={question.pk}&place={place.pk}")
    address = re.search(r'href="(/desk/visits/new/[^"]*start=[^"]*)"', page)
    assert address
    sent = {"name": "Harold", "email": "h@example.org", "phone": "", "why": ""}
    as_front_desk.post(address[1].replace("&amp;", "&"), sent)
    question.refresh_from_db()
    assert question.closed_at is not None
    assert "Booked a visit." in question.note
    assert "Nothing is waiting." in listed(as_front_desk)


def test_an_item_out_of_step_is_mended(item: QueueItem, question: WebQuestion) -> None:
    WebQuestion.objects.filter(pk=question.pk).update(closed_at=timezone.now())
    queue.reconcile()
    item.refresh_from_db()
    assert item.closed_at is not None
    item.delete()
    WebQuestion.objects.filter(pk=question.pk).update(closed_at=None)
    queue.reconcile()
    assert QueueItem.objects.get(question=question).is_open


def test_the_page_asks_the_database_as_often_for_a_full_page_as_for_one_row(
    as_front_desk: Client, item: QueueItem, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(100) as few:
        listed(as_front_desk)
    for number in range(30):
        ask("help", uuid4(), name=f"P{number}", phone="+15035550100", text="x", body_part="back")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = listed(as_front_desk)
    assert "1 to 25 of 31" in page
