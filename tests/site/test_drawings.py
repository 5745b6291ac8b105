"""The drawings of people: small, without words or styles, each told to people who do not see it."""

import gzip
import re
import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

from guywire.site.drawings import ALTERNATIVES, boxes, file_of
from guywire.site.settings import HERE
from guywire.site.templatetags.drawings import alternative

MAX_BYTES = 5 * 1024
MAX_FRAME_BYTES = 2000
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "circle", "ellipse")}
NAMES = sorted(ALTERNATIVES)
EACH = [(person, name) for person in sorted(boxes()) for name in NAMES]


def text_of(person: str, name: str) -> str:
    return (HERE / "static" / file_of(person, name)).read_text("utf-8")


def rendered(tag: str) -> str:
    return Template("{% load drawings %}" + tag).render(Context())


def test_each_person_is_drawn_in_every_picture() -> None:
    assert len(boxes()) >= 2
    for person, pictures in boxes().items():
        assert sorted(pictures) == NAMES, person


@pytest.mark.parametrize(("person", "name"), EACH)
def test_drawing_is_under_five_kilobytes(person: str, name: str) -> None:
    text = text_of(person, name)
    frames = text.count("<g data-step")
    assert len(gzip.compress(text.encode())) < (frames * MAX_FRAME_BYTES or MAX_BYTES)


@pytest.mark.parametrize(("person", "name"), EACH)
def test_drawing_holds_shapes_only_and_the_box_that_pages_give_it(person: str, name: str) -> None:
    root = ET.fromstring(text_of(person, name))  # noqa: S314
    assert {element.tag for element in root.iter()} <= ALLOWED
    assert not any("style" in element.attrib for element in root.iter())
    assert "".join(root.itertext()).strip() == ""
    assert root.attrib["viewBox"] == boxes()[person][name]
    assert root[0].attrib["id"] == "drawing"


@pytest.mark.parametrize(("person", "name"), EACH)
def test_every_color_has_a_value_where_no_page_sets_one(person: str, name: str) -> None:
    colors = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text_of(person, name)))
    assert colors - {"none"}
    assert [c for c in colors if not re.fullmatch(r"none|var\(--d-[a-z-]+,#[0-9a-f]{6}\)", c)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("leg", ["left", "right"])
def test_text_names_the_leg_and_nothing_unfilled(name: str, leg: str) -> None:
    text = alternative(name, leg)
    assert text.endswith(".")
    assert "{" not in text


def test_tag_refers_to_the_file_and_tells_what_it_shows() -> None:
    html = rendered('{% drawing "hang" %}')
    assert 'role="img"' in html
    assert "The left leg hangs off the side of the bed." in html
    assert re.search(r'<use href="/static/site/drawings/ana/hang[.\w]*\.svg#drawing"/>', html)


def test_right_leg_is_the_same_drawing_mirrored() -> None:
    html = rendered('{% drawing "hang" leg="right" %}')
    left, _, width, _ = (int(edge) for edge in boxes()["ana"]["hang"].split())
    assert f'transform="matrix(-1 0 0 1 {2 * left + width} 0)"' in html
    assert "The right leg hangs off the side of the bed." in html


def test_drawing_on_paper_needs_no_file_and_no_variables() -> None:
    html = rendered('{% drawing "prone_strap" on_paper=True %}')
    assert "<path" in html
    assert "var(" not in html
    assert "<use" not in html


def test_text_of_a_drawing_is_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert "both knees bent" in alternative("lie_back", "left")
