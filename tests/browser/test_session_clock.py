"""The clock of a session tells the same whenever, and however often, one looks at it."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PLAN = {
    "id": "0123456789ab",
    "getReadySeconds": 15,
    "changeSidesSeconds": 30,
    "holds": [
        {"stretch": stretch, "side": side, "seconds": 180}
        for stretch in ("supine", "prone")
        for side in ("left", "right")
    ],
}
START = {"type": "start", "at": 0}


@pytest.fixture
def page(open_blank: Callable[[], Page]) -> Page:
    return open_blank()


def run(page: Page, what: str, **given: Any) -> Any:
    """Evaluate an expression over the clock module's functions."""
    source = b64encode(Path(finders.find("programs/clock.js")).read_bytes()).decode()
    return page.evaluate(
        f"""async (given) => {{
            const {{ stateAt, cueBetween, holdsDone, timeLeft }} =
                await import('data:text/javascript;base64,{source}');
            const {{ plan, happenings = [], seconds = 0 }} = given;
            return {what};
        }}""",
        {"plan": PLAN} | given,
    )


def state(page: Page, happenings: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = run(
        page, "stateAt(plan, happenings, seconds * 1000)", happenings=happenings, seconds=seconds
    )
    return found


def at(seconds: float, what: str, **more: Any) -> dict[str, Any]:
    return {"type": what, "at": seconds * 1000} | more


@pytest.mark.parametrize(
    ("seconds", "phase", "index"),
    [
        (0, "ready", 0),
        (14.9, "ready", 0),
        (15.1, "hold", 0),
        (194.9, "hold", 0),
        (195.1, "ready", 1),
        (225.1, "hold", 1),
        (405.1, "position", 2),
        (99999, "position", 2),
    ],
)
def test_one_look_is_enough_to_know_where_one_is(
    page: Page, seconds: float, phase: str, index: int
) -> None:
    now = state(page, [START], seconds)
    assert (now["phase"], now["index"]) == (phase, index)


def test_a_clock_set_back_takes_nothing_away(page: Page) -> None:
    happenings = [START, at(60, "ease"), at(20, "ease")]
    assert state(page, happenings, 20)["elapsed"] == 45_000


def test_lost_time_does_not_count_as_held(page: Page) -> None:
    lost = [START, at(1000, "lost", **{"from": 75_000})]
    now = state(page, lost, 1000)
    assert (now["phase"], now["elapsed"], now["readyLeft"]) == ("ready", 60_000, 10_000)
    assert state(page, lost, 1020)["elapsed"] == 70_000


def test_after_the_end_nothing_changes_any_more(page: Page) -> None:
    stopped = [START, at(60, "stop", reason="pain"), at(70, "go"), at(80, "again")]
    done = run(page, "holdsDone(plan, stateAt(plan, happenings, 9e6))", happenings=stopped)
    assert [(one["seconds_held"], one["stopped"]) for one in done] == [(45, "pain")]


def test_an_unknown_happening_of_a_newer_page_is_passed_over(page: Page) -> None:
    assert state(page, [START, at(30, "dance")], 45)["elapsed"] == 30_000


def test_every_cue_of_both_sides_comes_once_at_a_slow_beat_too(page: Page) -> None:
    cues = run(
        page,
        """(() => {
            const heard = [];
            let before = stateAt(plan, happenings, 0);
            for (let now = 0; now < 500_000; now += 3_000) {
                const after = stateAt(plan, happenings, now);
                const cue = cueBetween(plan, before, after);
                if (cue) heard.push(cue);
                before = after;
            }
            return heard;
        })()""",
        happenings=[START],
    )
    one_side = ["hold", "quiet", "quiet", "half", "quiet", "quiet", "ten"]
    assert cues == [*one_side, "switch", "ready", *one_side, "next"]
