"""The figure that moves in the browser is the figure the server draws."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from guywire.clinic.side_view import GENERIC, LegAngles, Posture, draw

pytestmark = pytest.mark.browser

POSTURES = {
    "standing": Posture(),
    "pushing off": Posture(4, 5, LegAngles(-14, 6, 10), LegAngles(30, 6, 0)),
    "swinging": Posture(0, 0, LegAngles(20, 62, 0), LegAngles(2, 14, 8)),
    "leg off the bed": Posture(-8, -6, LegAngles(-18, 70, -10), LegAngles(110, 120, -10)),
    "strap": Posture(2, 3, LegAngles(-4, 95, 0), LegAngles(0, 0, -40)),
}
READ_PARTS = """() => [...document.querySelectorAll("[data-part]")].map(
    part => [part.dataset.part, part.getAttribute("transform") ?? part.getAttribute("d")])"""
LENGTHS = asdict(GENERIC)


def numbers(svg: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+", svg)]


@pytest.mark.parametrize("name", POSTURES)
def test_every_part_stands_within_a_pixel_of_the_servers_drawing(open_blank, name: str) -> None:
    assert_drawn_as_by_the_server(open_blank(), [POSTURES[name]])


def test_a_back_that_bends_too_slowly_to_see_is_never_left_behind(open_blank) -> None:
    bending = [Posture(pelvis=2, lumbar=hundredth / 100) for hundredth in range(0, 250, 2)]
    assert_drawn_as_by_the_server(open_blank(), bending)


def assert_drawn_as_by_the_server(page: Page, postures: list[Posture]) -> None:
    """Shown one after the other in the browser, the last is drawn as the server draws it."""
    source = Path(finders.find("site/figure.js")).read_text().replace("export ", "")
    page.set_content(f'<svg class="figure">{draw(Posture())}</svg>')
    moved = page.evaluate(
        f"""() => {{ {source}
        const figure = new Figure(document.querySelector("svg"), {json.dumps(LENGTHS)});
        for (const posture of {json.dumps([asdict(p) for p in postures])}) figure.show(posture);
        return ({READ_PARTS})();
        }}"""
    )
    page.set_content(f'<svg class="figure">{draw(postures[-1])}</svg>')
    drawn = page.evaluate(READ_PARTS)
    assert len(moved) > 30
    for (part, in_browser), (_, on_server) in zip(moved, drawn, strict=True):
        assert numbers(in_browser) == pytest.approx(numbers(on_server), abs=0.2), part
