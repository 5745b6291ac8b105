"""A phone on the pelvis says when the back arches, gently, and when it is flat again."""

from base64 import b64encode
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.session_page import open_session, pass_seconds, said, start
from tests.clinic.programs.walk import begin, screened

pytestmark = pytest.mark.browser
Angles = list[tuple[float, float]]
FLAT, ARCHED = 5.0, -4.0


def words(page: Page, angles: Angles, *, up: bool = False) -> list[tuple[str, float]]:
    """Return what the watch of a limit of 4° says, and at which second, to (seconds, angle)."""
    source = Path(finders.find("programs/watch.js")).read_text("utf-8")
    rule = source[: source.index("/** The watch of a running session")].replace(
        'import { Level, inclination, sideways } from "../site/level.js";', ""
    )
    module = b64encode(rule.encode()).decode()
    heard: list[list[Any]] = page.evaluate(
        f"""async ([angles, up]) => {{
            const {{ PelvisWatch }} = await import('data:text/javascript;base64,{module}');
            const watch = new PelvisWatch({{ limit: 4, up }});
            const heard = [];
            let second = 0;
            for (const [seconds, angle] of angles)
                for (const end = second + seconds; second < end - 1e-6; second += 0.1) {{
                    const breath = 1.2 * Math.sin(2 * Math.PI * second / 4);
                    const word = watch.see(angle + breath, second);
                    if (word) heard.push([word, second]);
                }}
            return heard;
        }}""",
        [angles, up],
    )
    return [(word, second) for word, second in heard]


def test_rule_of_the_watch(open_blank: Callable[[], Page]) -> None:
    page = open_blank()

    def names(angles: Angles, *, up: bool = False) -> list[str]:
        return [word for word, _ in words(page, angles, up=up)]

    assert names([(60, FLAT)]) == ["rest"], "breathing alone is no arch"
    assert names([(10, FLAT), (2, ARCHED), (20, FLAT)]) == ["rest"], "a short wriggle is no arch"
    assert names([(10, FLAT), (12, ARCHED), (10, FLAT)]) == ["rest", "away", "back"]
    assert names([(10, FLAT), (30, FLAT + 9)]) == ["rest"], "flatter than at rest is no arch"
    assert names([(10, FLAT), (12, FLAT + 9)], up=True) == ["rest", "away"]
    assert names([(10, FLAT), (5, 60.0), (12, FLAT)]) == ["rest", "moved", "rest"]
    # Near the limit it does not go back and forth, and speaks once in 30 seconds, 4 times a hold.
    assert names([(10, FLAT), (10, FLAT - 5), (15, FLAT - 3), (10, FLAT - 5)]) == ["rest", "away"]
    rocking = [(10, FLAT), *[(8, ARCHED), (8, FLAT)] * 20]
    away = [second for word, second in words(page, rocking) if word == "away"]
    assert len(away) == 4
    assert min(after - before for before, after in pairwise(away)) >= 30


def lie(page: Page, beta: float, seconds: int) -> None:
    for _ in range(seconds * 2):
        page.evaluate(
            "beta => dispatchEvent(new DeviceOrientationEvent('deviceorientation',"
            " {alpha: 0, beta, gamma: 0}))",
            beta,
        )
        pass_seconds(page, 0.5)


@pytest.mark.django_db(transaction=True)
def test_session_says_that_the_back_arches_and_that_it_is_flat_again(
    outsider: Client, open_phone: Opener
) -> None:
    begin(screened(outsider))
    page = open_phone(outsider, has_touch=True, is_mobile=True)
    open_session(page)
    watch = page.get_by_role("button", name="Watch my back")
    watch.click()
    expect(watch).to_have_attribute("aria-pressed", "true")
    assert said(page)[-1].startswith("Lay the phone on the front of your pelvis")
    start(page)
    pass_seconds(page, 16)
    lie(page, 5, 12)
    expect(page.locator(".player__clock [data-watch-says]")).to_have_text("Your phone is watching.")
    before = len(said(page))
    lie(page, -6, 10)
    assert said(page)[before:] == ["Lower back is arching. Let it sink flat."]
    lie(page, 5, 8)
    assert "Good. Lower back is flat again." in said(page)
