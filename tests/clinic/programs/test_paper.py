"""The program on paper: as a page to print, and as a PDF that a screen reader can read."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from guywire.care.escalation import RULES
from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS
from guywire.care.vocabulary import Stretch
from guywire.clinic import pdf
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.limits import Limit
from guywire.clinic.programs import device_state
from guywire.clinic.programs.views.paper import document
from guywire.clinic.welcome.models import Clinic
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check
from tests.clinic.programs.walk import screened

pytestmark = pytest.mark.django_db
PATHS = ("/program/paper/", "/program/paper.pdf")
ONLY_PRONE = next(one.id for one in REASONS_NOT_TO_STRETCH if one.stops == {Stretch.SUPINE})


def sheet(client: Client) -> str:
    return client.get("/program/paper/").content.decode()


def device_with_program(client: Client) -> DeviceRecord:
    return DeviceRecord({name: one.value for name, one in screened(client).cookies.items()})


def read(client: Client) -> PdfReader:
    response = client.get("/program/paper.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def elements(node: Any) -> Iterator[DictionaryObject]:
    """Every element of a PDF's structure tree."""
    node = node.get_object()
    if isinstance(node, DictionaryObject):
        yield node
        below = node.get("/K", []).get_object() if "/K" in node else []
        for child in below if isinstance(below, list) else [below]:
            yield from elements(child) if not isinstance(child, int) else ()


@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_stretches_on_paper_before_the_safety_questions(
    outsider: Client, path: str
) -> None:
    assert outsider.get(path).url == "/program/"


@pytest.mark.parametrize("path", PATHS)
def test_a_red_flag_closes_the_paper_too(outsider: Client, path: str) -> None:
    screened(outsider, RED_FLAGS[0].id)
    assert outsider.get(path).url == "/program/"


def test_the_paper_carries_the_stretches_the_rules_and_a_log(outsider: Client) -> None:
    text = sheet(screened(outsider))
    assert text.count('class="drawn"') == 2
    assert "Keep your back flat" in text
    assert "“Worse” after 2 sessions in a row." in text
    assert all(str(flag.statement) in text for flag in RED_FLAGS)
    assert text.count("better · same · worse") == 8
    assert len(RULES) > 1


def test_the_paper_begins_with_the_tighter_side(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=TIGHT)
    assert "3 minutes on each side. Start with your right leg" in sheet(outsider)


def test_a_stretch_that_something_speaks_against_is_not_on_the_paper(outsider: Client) -> None:
    text = sheet(screened(outsider, ONLY_PRONE))
    assert "lies on the stomach" in text
    assert "lies on the back" not in text


def test_the_code_leads_back_to_the_session_and_holds_nothing_about_the_person(
    outsider: Client,
) -> None:
    assert 'aria-label="Code that opens the session page"' in sheet(screened(outsider))


def test_the_program_page_links_to_the_paper(outsider: Client) -> None:
    page = screened(outsider).get("/program/").content.decode()
    assert 'href="/program/paper/"' in page


def test_drawings_carry_their_colors_and_words_into_a_pdf(outsider: Client) -> None:
    html = document(device_state.program_on(device_with_program(outsider)))
    drawings = re.findall(r'<svg class="drawn".*?</svg>', html, re.DOTALL)
    assert len(drawings) == 2
    for drawn in drawings:
        assert re.search(r'aria-label="A person lies on [^"]+"', drawn)
        assert 'fill="#' in drawn
        assert "var(" not in drawn


def test_the_pdf_is_tagged_titled_and_readable(outsider: Client) -> None:
    reader = read(screened(outsider))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    assert reader.metadata
    assert reader.metadata.title == "Your program – Mast Physical Therapy"
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "On your back, leg off the side of the bed" in text
    assert "Not once “better” in the last 3 sessions." in text
    assert len(reader.pages) == 2


def test_every_drawing_in_the_pdf_is_described_and_the_headings_are_headings(
    outsider: Client,
) -> None:
    tree = list(elements(read(screened(outsider)).trailer["/Root"]["/StructTreeRoot"]))
    drawings = [element for element in tree if element.get("/S") == "/Figure"]
    assert len(drawings) == 3
    assert all(drawing["/Alt"] for drawing in drawings)
    headings = [element["/S"] for element in tree if str(element.get("/S")).startswith("/H")]
    assert headings[:3] == ["/H1", "/H2", "/H2"]


def test_a_practice_in_a_script_without_a_font_gets_its_pdf_and_the_log_names_no_one(
    outsider: Client, caplog: pytest.LogCaptureFixture
) -> None:
    Clinic.objects.update(name="Hip ` \U0010fffc ` Street")
    reader = read(screened(outsider))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "does not meet PDF/UA-1" in caplog.text
    assert "Street" not in caplog.text


@pytest.mark.parametrize(("alt", "figures"), [("", 3), ("Hip Street", 4)])
def test_a_logo_that_holds_the_name_is_read_out_and_another_is_not(
    outsider: Client, alt: str, figures: int
) -> None:
    html = document(device_state.program_on(device_with_program(outsider)))
    logo = BytesIO()
    Image.new("RGB", (60, 20), "teal").save(logo, "WEBP")
    source = pdf.LOGO + b64encode(logo.getvalue()).decode()
    mark = '<p class="practice-on-paper">'
    html = html.replace(mark, f'{mark}<img src="{source}" alt="{alt}">')
    reader = PdfReader(BytesIO(pdf.render_pdf(html)))
    tree = list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert sum(element.get("/S") == "/Figure" for element in tree) == figures
    assert len(reader.pages[0].images) == 1


def test_a_pdf_of_a_persons_program_is_stored_nowhere(
    outsider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> dict[str, int]:
        kept = {model.__name__: model._default_manager.count() for model in apps.get_models()}
        return kept | {"LimitCount": 0}

    cache.clear()
    monkeypatch.setattr(pdf, "render_pdf", lambda html: b"%PDF-1.7")
    screened(outsider)
    before = rows()
    response = outsider.get("/program/paper.pdf")
    assert response.content == b"%PDF-1.7"
    assert response["Cache-Control"] == "private, no-store"
    assert rows() == before
    assert not list(cache._cache), "the cache of the tests lies in memory"  # type: ignore[attr-defined]


def test_a_machine_that_asks_for_pdf_after_pdf_gets_the_page(
    outsider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PDFS_PER_NETWORK", Limit("test.pdf", 2, timedelta(hours=1)))
    monkeypatch.setattr(pdf, "render_pdf", lambda html: b"%PDF-1.7")
    screened(outsider)
    statuses = [outsider.get("/program/paper.pdf").status_code for _ in range(3)]
    assert statuses == [200, 200, 302]
    assert "browser’s print" in outsider.get("/program/paper/").content.decode()
