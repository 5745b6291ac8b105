"""The figure that moves in the browser is the figure the server draws, on a canvas too."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from guywire.clinic.figure.side_view import LegAngles, Posture, draw, drawn_by, wedge
from tests.browser.pictures import share_that_differs

pytestmark = pytest.mark.browser

POSTURES = {
    "standing": Posture(),
    "pushing off": Posture(4, 5, LegAngles(-14, 6, 10), LegAngles(30, 6, 0)),
    "swinging": Posture(0, 0, LegAngles(20, 62, 0), LegAngles(2, 14, 8)),
    "leg off the bed": Posture(-8, -6, LegAngles(-18, 70, -10), LegAngles(110, 120, -10)),
    "strap": Posture(2, 3, LegAngles(-4, 95, 0), LegAngles(0, 0, -40)),
}
TENSIONS = {"psoas": 9.0, "iliacus": 9.0, "rectus": 4.0, "gluteus": 0.0, "hamstrings": 6.0}
READ_PARTS = """() => [...document.querySelectorAll("[data-part]")].map(
    part => [part.dataset.part, part.getAttribute("transform") ?? part.getAttribute("d")])"""
LENGTHS = drawn_by()
BOX = [-450, -870, 900, 1800]
USUAL, ARM = 1.5, 235


def numbers(svg: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+", svg)]


def static(name: str) -> str:
    return Path(finders.find(name)).read_text()


def module(name: str) -> str:
    """A script's functions, for a page of no server."""
    return re.sub(r"^import .*$", "", static(name).replace("export ", ""), flags=re.MULTILINE)


@pytest.mark.parametrize("name", POSTURES)
def test_every_part_stands_within_a_pixel_of_the_servers_drawing(open_blank, name: str) -> None:
    assert_drawn_as_by_the_server(open_blank(), [POSTURES[name]])


def test_a_back_that_bends_too_slowly_to_see_is_never_left_behind(open_blank) -> None:
    bending = [Posture(pelvis=2, lumbar=hundredth / 100) for hundredth in range(0, 250, 2)]
    assert_drawn_as_by_the_server(open_blank(), bending)


def assert_drawn_as_by_the_server(page: Page, postures: list[Posture]) -> None:
    """Shown one after the other in the browser, the last is drawn as the server draws it."""
    page.set_content(f'<svg class="figure">{draw(Posture())}</svg>')
    moved = page.evaluate(
        f"""() => {{ {module("figure/figure.js")}
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


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in POSTURES), ("pushing off", "dark")]
)
def test_the_canvas_shows_the_picture_the_server_draws(open_blank, name: str, scheme: str) -> None:
    page = open_blank()
    page.emulate_media(color_scheme=scheme)
    paint(page, POSTURES[name], TENSIONS)
    assert share_painted_otherwise(page) < 0.0005


def test_a_degree_at_the_hip_or_a_slack_wire_is_another_picture(open_blank) -> None:
    """What the test above could not see, it could not hold."""
    page = open_blank()
    there = POSTURES["pushing off"]
    paint(page, there, TENSIONS, on_canvas=Posture(4, 5, LegAngles(-13, 6, 10), there.far))
    assert share_painted_otherwise(page) > 0.004
    paint(page, there, TENSIONS, pulled_on_canvas=dict.fromkeys(TENSIONS, 0.0))
    assert share_painted_otherwise(page) > 0.004


def paint(
    page: Page,
    posture: Posture,
    tensions: dict[str, float],
    *,
    on_canvas: Posture | None = None,
    pulled_on_canvas: dict[str, float] | None = None,
) -> None:
    """The server's drawing on the left and, made from a drawing of somebody upright, the canvas."""
    styles = static("site/tokens.css") + static("figure/figure.css")
    tilt = (
        f'<path class="tilt-wedge" data-part="tilt-wedge" d="{wedge(USUAL, posture.pelvis, ARM)}"/>'
    )
    shapes = '<path class="tilt-wedge" data-part="tilt-wedge"/>'
    svg = f'viewBox="{" ".join(map(str, BOX))}" width="450" height="900" class="figure"'
    page.set_viewport_size({"width": 920, "height": 920})
    page.set_content(
        f"<style>{styles} body {{ margin: 0; background: var(--surface) }}"
        " svg, canvas { position: absolute; left: 0; top: 0 } canvas { left: 450px }"
        " .tilt-wedge { fill: var(--accent); fill-opacity: .75 }</style>"
        f'<svg {svg} id="drawn">{draw(posture, tensions)}{tilt}</svg>'
        f'<svg {svg} id="shapes" style="visibility: hidden">{draw(Posture())}{shapes}</svg>'
        '<canvas width="450" height="900"></canvas>'
    )
    shown = asdict(on_canvas or posture)
    picture = {"posture": shown, "tensions": pulled_on_canvas or tensions, "usual": USUAL}
    page.evaluate(
        f"""async () => {{ {module("figure/figure.js")} {module("figure/canvas_figure.js")}
        const figure = new CanvasFigure(document.querySelector("canvas"), {json.dumps(LENGTHS)});
        figure.wear((await readShapes([document.querySelector("#shapes")]))[0]);
        const picture = {json.dumps(picture)};
        const lengths = {json.dumps(LENGTHS)};
        const ground = lowest(frames(picture.posture, lengths), lengths);
        figure.show(picture, {{ box: {BOX}, ground, tiltArm: {ARM} }});
        }}"""
    )


def share_painted_otherwise(page: Page) -> float:
    drawn, painted = (
        page.screenshot(clip={"x": x, "y": 0, "width": 450, "height": 900}) for x in (0, 450)
    )
    return share_that_differs(page, drawn, painted)
