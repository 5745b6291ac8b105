"""A phone in the pocket counts steps: walks within a few percent, shaking and riding not at all."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.clinic.programs.walk import screened

pytestmark = pytest.mark.browser
GRAVITY = 9.81
WALKS = {
    "usual": (1.8, 2.5, 60.0),
    "slow": (1.2, 1.4, 60.0),
    "brisk": (2.2, 4.0, 60.0),
    "jog": (2.7, 7.0, 60.0),
    "few samples": (1.8, 2.5, 20.0),
}
"""Steps a second, size of the bounce in m/s², samples a second."""
WALK_IN_THE_PAGE = """samples => {
    for (const [x, y, z, second] of samples) {
        performance.now = () => 1000 * second;
        dispatchEvent(Object.assign(new Event('devicemotion'),
            {accelerationIncludingGravity: {x, y, z}}));
    }
}"""
Samples = list[tuple[float, float, float, float]]


def signal(bounce: np.ndarray, rate: float, seed: int, noise: float = 0.35) -> Samples:
    """Return what a phone that hangs askew in a pocket feels, with noise and slow turning."""
    rng = np.random.default_rng(seed)
    seconds = np.arange(len(bounce)) / rate
    size = GRAVITY + bounce
    turn = 0.6 + 0.2 * np.sin(0.5 * seconds)
    axes = np.stack([size * np.sin(turn), size * np.cos(turn) * 0.8, size * np.cos(turn) * 0.6])
    felt = axes + rng.normal(0, noise, axes.shape)
    return [tuple(map(float, row)) for row in np.vstack([felt, seconds]).T.round(3)]


def walk(cadence: float, size: float, rate: float, steps: int, seed: int) -> Samples:
    rng = np.random.default_rng(seed + 1)
    per_step = 1 / (cadence * (1 + 0.04 * rng.normal(size=steps)))
    phase = np.interp(
        np.arange(0, per_step.sum(), 1 / rate),
        np.concatenate([[0], np.cumsum(per_step)]),
        np.arange(steps + 1),
    )
    second = 0.35 * np.sin(4 * np.pi * phase + 0.8)
    return signal(size * (np.sin(2 * np.pi * phase) + second), rate, seed)


def counted(page: Page, samples: list[Samples]) -> list[int]:
    source = Path(finders.find("programs/steps.js")).read_text("utf-8")
    start, end = source.index("const GRAVITY"), source.index("/** The counter on the page")
    module = b64encode(source[start:end].encode()).decode()
    page.set_content(f"<script type=json>{json.dumps(samples)}</script>")
    found: list[int] = page.evaluate(
        f"""async () => {{
            const {{ StepCounter }} = await import('data:text/javascript;base64,{module}');
            return JSON.parse(document.querySelector('script').textContent).map((samples) => {{
                const counter = new StepCounter();
                for (const sample of samples) counter.see(...sample);
                return counter.steps;
            }});
        }}"""
    )
    return found


def test_rule_counts_walks_and_nothing_else(open_blank: Callable[[], Page]) -> None:
    page = open_blank()
    steps = 200
    walks = {
        f"{name} {seed}": walk(*how, steps, seed) for name, how in WALKS.items() for seed in (1, 2)
    }
    found = dict(zip(walks, counted(page, list(walks.values())), strict=True))
    assert {name: n for name, n in found.items() if abs(n - steps) > 0.06 * steps} == {}
    second = np.arange(0, 120, 1 / 60)
    bumps = np.zeros_like(second)
    for at in (600, 1500, 1560, 3000, 5200):
        bumps[at : at + 12] = 4.0
    nothing = {
        "on a table": signal(np.zeros_like(second), 60, 1, noise=0.05),
        "in a hand": signal(np.zeros_like(second), 60, 2, noise=0.3),
        "in a car": signal(0.9 * np.sin(2 * np.pi * 9 * second), 60, 3, noise=0.1),
        "bumps": signal(bumps, 60, 4, noise=0.1),
    }
    assert dict(zip(nothing, counted(page, list(nothing.values())), strict=True)) == dict.fromkeys(
        nothing, 0
    )


@pytest.mark.django_db(transaction=True)
def test_steps_go_into_the_box_and_survive_a_reload(outsider: Client, open_phone: Opener) -> None:
    screened(outsider).post("/walking/plan/", {"minutes": "10", "days": "4"})
    page = open_phone(outsider, has_touch=True, is_mobile=True)
    page.goto("/walking/")
    page.get_by_role("button", name="Count my steps").click()
    expect(page.get_by_role("button", name="Stop counting")).to_be_visible()
    page.evaluate(WALK_IN_THE_PAGE, walk(1.8, 2.5, 30.0, 130, 7))
    page.reload()
    assert 110 <= int(page.get_by_label("Or steps").input_value()) <= 140
