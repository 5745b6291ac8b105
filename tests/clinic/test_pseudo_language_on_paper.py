"""Papers, emails, texts, calendar entries and the app's own name go through the catalog too."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib.metadata import version
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.html import escape

from guywire.clinic.alerts import services as alerts
from guywire.clinic.alerts.models import Event, Way
from guywire.clinic.conversations import services as conversations
from guywire.clinic.messages import texting
from guywire.clinic.messages.channels.email.compose import compose
from guywire.clinic.messages.channels.sms import text_of
from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Message
from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import Patient
from guywire.clinic.visits import emails, reminders, services
from guywire.clinic.visits.calendar_file import calendar_file
from guywire.clinic.visits.models import PartOfDay, Visit, Weekday
from guywire.clinic.visits.services import waiting
from guywire.clinic.welcome.services import ask, close_question
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check
from tests.clinic.visits.conftest import *  # noqa: F403
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_930
from tests.plain_english import of_the_practice, plain_english
from tests.pseudo_language import *  # noqa: F403

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(monday, ana, riverside, another_patient: Patient) -> Visit:
    return services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)


def english_in_messages() -> list[str]:
    """Of every message that waits, as email (text and HTML) and as text message."""
    allowed, english = of_the_practice(), []
    for message in Message.objects.all():
        outgoing = render(message)
        assert outgoing is not None, message.kind
        email = compose(outgoing, "<1@example.org>")
        html = next(content for content, kind in email.alternatives if kind == "text/html")
        for words in (email.subject, str(email.body), text_of(outgoing)):
            english += plain_english(f"<p>{escape(words)}</p>", allowed)
        english += plain_english(str(html), allowed)
    return english


def test_emails_and_texts_about_a_visit(
    monday, visit: Visit, ana, riverside, front_desk, pseudo_language
) -> None:
    emails.ask_to_move(visit)
    other = services.book(visit.patient, TUESDAY_930, place=None, therapist=ana)
    waiting.add(
        visit.patient, front_desk, part=PartOfDay.ANY, until=TUESDAY_9.date() + timedelta(days=9)
    )
    Visit.objects.filter(pk=visit.pk).update(agreed_at=TUESDAY_9 - timedelta(days=3))
    monday.move_to(TUESDAY_9 - timedelta(hours=23), tick=False)
    services.cancel(other)
    reminders.queue_due()
    Message.objects.filter(kind=Kind.VISIT, reference__sequence=0).exclude(
        reference__visit=visit.pk
    ).delete()
    kinds = {Kind.VISIT, Kind.ASK_TO_MOVE, Kind.REMINDER, Kind.OFFER}
    assert set(Message.objects.values_list("kind", flat=True)) == kinds
    assert english_in_messages() == []


def test_emails_and_texts_about_a_series(visit: Visit, front_desk, pseudo_language) -> None:
    Message.objects.all().delete()
    planned = services.plan(visit, [Weekday.TUESDAY], 2)
    services.repeat(visit, [each.starts_at for each in planned], by=front_desk)
    assert [message.kind for message in Message.objects.all()] == [Kind.SERIES]
    assert english_in_messages() == []


def test_email_about_an_answer(clinic, front_desk, pseudo_language) -> None:
    question = ask("insurance", uuid4(), name="12345", email="alex@example.org", text="54321")
    assert close_question(question, front_desk, "", answer="13579")
    outgoing = render(Message.objects.get(kind=Kind.ANSWER))
    assert outgoing is not None
    assert outgoing.address in outgoing.text
    assert "/answers/" in outgoing.address
    assert english_in_messages() == []


@pytest.mark.parametrize("way", [Way.EMAIL, Way.TEXT, Way.MORNING_EMAIL])
def test_emails_and_texts_to_staff(clinic, owner, way: Way, pseudo_language) -> None:
    ways = dict.fromkeys(Event, way)
    alerts.save_choices(owner, ways, phone="+15035550100", only_mine=False, morning_hour=0)
    for event in Event:
        alerts.tell(event, None)
    alerts.write_morning_lists()
    assert set(Message.objects.values_list("kind", flat=True)) == {Kind.STAFF_ALERT}
    assert english_in_messages() == []


def test_answers_to_texts(pseudo_language) -> None:
    words = texting.help_text("12345", "503 555 0142")
    assert plain_english(f"<p>{escape(words)}</p>", ["STOP"]) == []


def test_emails_and_texts_about_messages_and_reminders(
    another_patient: Patient, front_desk, outsider: Client, pseudo_language
) -> None:
    conversations.reply(another_patient, front_desk, "12345", uuid4())
    plan = {"plan": "after_teeth", "days": [str(day) for day in range(7)], "at": "20:30"}
    outsider.post("/reminders/", plan | {"by": "email", "email": "alex@example.org"})
    kinds = {Kind.THREAD, Kind.REMINDER_TO_CONFIRM}
    assert set(Message.objects.values_list("kind", flat=True)) == kinds
    assert english_in_messages() == []


def test_calendar_entry(visit: Visit, pseudo_language) -> None:
    lines = calendar_file(visit).decode().replace("\r\n ", "").splitlines()
    told = [line.partition(":")[2] for line in lines if line.startswith(("SUMMARY", "DESCRIPTION"))]
    page = "".join(f"<p>{escape(words)}</p>" for words in told)
    assert len(told) == 2
    assert plain_english(page, [*of_the_practice(), "Ana"]) == []


def test_program_and_instructions_as_pdf(
    outsider: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, pseudo_language
) -> None:
    pages: list[str] = []
    monkeypatch.setattr("guywire.clinic.pdf.render_pdf", lambda html: pages.append(html) or b"%PDF")
    whole_check(outsider, left=TIGHT, right=LOOSE)
    outsider.get("/program/paper.pdf")
    outsider.get("/instructions.pdf")
    assert len(pages) == 2
    address = settings.PUBLIC_URL.removeprefix("https://")
    allowed = [*of_the_practice(), address, version("guywire")]
    for html in pages:
        assert f'lang="{settings.LANGUAGE_CODE}"' in html
        assert plain_english(html, allowed) == []


def test_past_the_limit_of_pdfs_the_page_speaks_the_language_too(
    outsider: Client, monkeypatch: pytest.MonkeyPatch, pseudo_language
) -> None:
    from guywire.clinic import pdf

    monkeypatch.setattr(pdf, "PDFS_PER_NETWORK", Limit("test.pdf", 1, timedelta(hours=1)))
    monkeypatch.setattr(pdf, "render_pdf", lambda html: b"%PDF")
    outsider.get("/instructions.pdf")
    page = outsider.get("/instructions.pdf", follow=True).content.decode()
    assert '<ul class="messages">' in page
    assert plain_english(page, [*of_the_practice(), version("guywire")]) == []


def test_manifest_of_the_installed_app(outsider: Client, pseudo_language) -> None:
    manifest = json.loads(outsider.get("/manifest.webmanifest").content)
    told = [manifest["name"], manifest["description"]]
    told += [shortcut["name"] for shortcut in manifest.get("shortcuts", ())]
    page = "".join(f"<p>{escape(words)}</p>" for words in told)
    assert plain_english(page, of_the_practice()) == []
