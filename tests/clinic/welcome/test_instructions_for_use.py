"""The Instructions for Use carry every safety item of the rules, and who made them when."""

import html
from importlib.metadata import version
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS
from guywire.clinic import pdf
from guywire.clinic.welcome import content
from guywire.clinic.welcome.queries import current_clinic

pytestmark = pytest.mark.django_db


def test_every_red_flag_and_every_reason_is_on_the_page(outsider: Client) -> None:
    page = html.unescape(outsider.get("/instructions/").content.decode())
    for item in (*RED_FLAGS, *REASONS_NOT_TO_STRETCH):
        assert str(item.statement) in page


def test_the_most_urgent_place_to_go_comes_first(outsider: Client) -> None:
    page = outsider.get("/instructions/").content.decode()
    assert page.index("Get help now</h3>") < page.index("Call a doctor today</h3>")


def test_the_page_says_whom_to_call_and_which_version_it_is(outsider: Client) -> None:
    page = outsider.get("/instructions/").content.decode()
    assert "tel:+15035550142" in page
    assert f"Guywire {version('guywire')}" in page


def test_the_instructions_are_a_tagged_pdf_too(outsider: Client) -> None:
    assert 'href="/instructions.pdf"' in outsider.get("/instructions/").content.decode()
    reader = PdfReader(BytesIO(outsider.get("/instructions.pdf").content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    assert "It does not diagnose." in text
    assert all(" ".join(str(flag.statement).split()) in text for flag in RED_FLAGS)


@pytest.mark.django_db(transaction=True)
def test_the_pdf_is_made_once_while_the_practice_stays_as_it_is(
    outsider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(content, "_parts", content.Answers())
    monkeypatch.setattr(pdf, "render_pdf", lambda html: made.append(html) or b"%PDF")
    clinic = current_clinic()
    for _ in range(2):
        assert outsider.get("/instructions.pdf").content == b"%PDF"
    assert len(made) == 1
    clinic.name = "Hip Street"
    clinic.save()
    outsider.get("/instructions.pdf")
    assert "Hip Street" in made[1]
