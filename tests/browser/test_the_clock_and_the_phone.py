"""What a phone does of itself does no harm: its clock, screen lock, calls, letters and sensors."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from chromium import system_chromium
from guywire.clinic.people.models import Patient
from guywire.clinic.visits import services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Location, Therapist
from tests.browser.conftest import ARGUMENTS, Opener, cookies
from tests.browser.test_room_for_a_longer_language import CUT, correspondent, next_tuesday_at_9
from tests.clinic.checks.walk import answer_safety, whole_check
from tests.clinic.programs.walk import begin, screened
from tests.clinic.visits.conftest import *  # noqa: F403

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETTABLE_CLOCK = "const real = Date.now; window.shift = 0; Date.now = () => real() + window.shift;"
LARGE_LETTERS = ["--blink-settings=defaultFontSize=32"]
SCREENS = ((844, 390), (640, 360), (568, 320), (390, 844), (360, 640), (320, 568))
SCREEN_GOES_DARK = "Object.defineProperty(navigator, 'wakeLock', { value: undefined })"
"""The page then says to touch the screen now and then, in the room of the clock."""
IN_VIEW = """(names) => names.filter((name) => {
  const part = document.querySelector(`[data-${name}]`);
  const box = part.getBoundingClientRect();
  const inside = box.top >= -1 && box.left >= -1 && box.right <= innerWidth + 1
    && box.bottom <= innerHeight + 1;
  return !inside || [0.15, 0.5, 0.85].some((part_down) => {
    const y = box.top + box.height * part_down;
    const top = document.elementFromPoint((box.left + box.right) / 2, y);
    return !top || !(part.contains(top) || top.contains(part));
  });
})"""

BREAKS_A_WORD = r"""() => {
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const { parentElement: element, data } = text;
    if (!element.checkVisibility() || element.closest("svg, .visually-hidden, .paper")) continue;
    for (const { 0: word, index } of data.matchAll(/(?<![\p{L}@.])\p{L}{2,12}(?![\p{L}@.])/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)));
      if (lines.size > 1) faults.push(`breaks a word: ${word}`);
    }
  }
  return faults;
}"""


def run(page: Page, module: str, what: str) -> Any:
    """Evaluate statements over what a module exports, on a page without a server."""
    source = b64encode(Path(str(finders.find(module))).read_bytes()).decode()
    return page.evaluate(
        f"""async () => {{
            const module = await import('data:text/javascript;base64,{source}');
            {what}
        }}"""
    )


@pytest.fixture
def large_letters(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(
        executable_path=system_chromium(), args=[*ARGUMENTS, *LARGE_LETTERS]
    )
    yield browser
    browser.close()


def into_hold(page: Page) -> None:
    page.goto("/session/run/")
    page.get_by_role("button", name="I’m in position. Start").click()
    page.wait_for_timeout(600)
    page.locator("[data-go]").click()
    page.wait_for_selector("[data-player][data-phase=hold]")


def clock_seconds(page: Page) -> int:
    minutes, _, seconds = page.locator("[data-time]").inner_text().rpartition(":")
    return int(minutes or 0) * 60 + int(seconds)


def test_setting_the_phones_clock_changes_nothing_in_a_hold(
    outsider: Client, open_phone: Opener
) -> None:
    begin(screened(outsider))
    page = open_phone(outsider)
    page.add_init_script(SETTABLE_CLOCK)
    into_hold(page)
    for minutes in (100, -10, 100_000):
        before = clock_seconds(page)
        page.evaluate("(minutes) => { window.shift += minutes * 60_000 }", minutes)
        page.wait_for_timeout(700)
        assert before - 30 <= clock_seconds(page) <= before
    assert page.locator("[data-ask-gap]").is_hidden()


def test_the_screen_lock_is_asked_for_again_and_a_refusal_is_said(
    open_blank: Callable[[], Page],
) -> None:
    told = run(
        open_blank(),
        "site/cues.js",
        """
        let asked = 0; let last; const told = [];
        const wait = (ms) => new Promise((done) => setTimeout(done, ms));
        Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
          asked += 1;
          if (asked === 3) throw new DOMException('low battery', 'NotAllowedError');
          last = new EventTarget(); last.released = false; last.release = async () => {};
          return last;
        } } });
        const taken = () => { last.released = true; last.dispatchEvent(new Event('release')); };
        const screen = new module.ScreenKeeper((isOn) => told.push(isOn));
        await screen.keepOn();
        taken(); await wait(1200);
        taken(); await wait(1200);
        return told;
        """,
    )
    assert told == [True, True, False]


def test_after_a_call_sound_comes_back_and_nothing_of_the_past_is_played(
    open_blank: Callable[[], Page],
) -> None:
    played = run(
        open_blank(),
        "site/cues.js",
        """
        const played = []; let resume;
        window.AudioContext = class {
          state = 'suspended'; currentTime = 0;
          resume() {
            return new Promise((done) => { resume = () => { this.state = 'running'; done(); }; });
          }
        };
        window.GainNode = class { gain = { linearRampToValueAtTime() {}, setValueAtTime() {} };
          connect() { return this; } };
        window.OscillatorNode = class { constructor(_, { frequency }) { this.hertz = frequency; }
          connect(next) { return next; } start() { played.push(this.hertz); } stop() {} };
        const wait = (ms) => new Promise((done) => setTimeout(done, ms));
        const cues = new module.Cues(document.body, document.body);
        cues.wake();
        for (const hertz of [1, 2, 3]) cues.play([[hertz, 0, 0.1]]);
        await wait(900);
        document.dispatchEvent(new Event('visibilitychange'));
        resume(); await wait(50);
        const late = [...played];
        cues.play([[4, 0, 0.1]]); await wait(50);
        return [late, played];
        """,
    )
    assert played == [[], [4]]


def test_time_side_ease_off_and_stop_stay_in_view_on_any_screen(
    outsider: Client, open_phone: Opener, large_letters: Browser, live_server: object
) -> None:
    begin(screened(outsider))
    small = open_phone(outsider)
    context = large_letters.new_context(base_url=str(live_server), service_workers="block")
    context.add_cookies(cookies(outsider, str(live_server)))
    for page in (small, context.new_page()):
        page.add_init_script(SCREEN_GOES_DARK)
        into_hold(page)
        for _ in ("", "eased off"):
            for width, height in SCREENS:
                page.set_viewport_size({"width": width, "height": height})
                hidden = page.evaluate(IN_VIEW, ["time", "under", "side", "ease", "stop", "pause"])
                assert hidden == [], (width, height)
            page.locator("[data-ease]").click()


def test_every_page_has_room_for_letters_twice_as_large(
    patient: Patient,
    ana: Therapist,
    riverside: Location,
    outsider: Client,
    large_letters: Browser,
    live_server: object,
) -> None:
    whole_check(outsider)
    begin(outsider)
    visit = services.book(patient, next_tuesday_at_9(), place=None, therapist=ana)
    [messages] = correspondent(patient).paths
    context = large_letters.new_context(
        base_url=str(live_server), viewport={"width": 390, "height": 844}, service_workers="block"
    )
    context.add_cookies(cookies(outsider, str(live_server)))
    page = context.new_page()
    faults = []
    for path in (
        "/", "/visits/", "/help/", "/tonight/", "/instructions/", "/evidence/", "/why/", "/rules/",
        "/program/", "/program/paper/", "/session/", "/session/run/", "/session/after/",
        "/progress/", "/progress/goals/", "/progress/questionnaire/", "/reminders/", "/walking/",
        "/check/safety/before-you-stretch/", "/check/standing/", "/check/left-side/",
        "/check/result/", "/share/", "/ask/", "/call-back/", "/insurance/", "/device/",
        "/device/data/", "/device/file/", "/device/hand-over/", messages,
        f"/visits/therapist/?at={riverside.pk}", f"/visits/time/?at={riverside.pk}&with={ana.pk}",
        f"/visits/{token_of(visit)}/",
    ):  # fmt: skip
        response = page.goto(path, wait_until="domcontentloaded")
        assert response
        assert response.ok, path
        found = page.evaluate(CUT) + page.evaluate(BREAKS_A_WORD)
        faults += [f"{path} {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("up", "beta", "gamma"),
    [
        ((0, 0, 9.8), 0, 0),
        ((0, 9.8, 0), 90, 0),
        ((0, -6.93, 6.93), -45, 0),
        ((-4.9, 0, 8.49), 0, 30),
        ((0, 6.93, -6.93), 135, 0),
    ],
)
def test_gravity_alone_gives_the_tilt(
    open_blank: Callable[[], Page], up: tuple[float, ...], beta: float, gamma: float
) -> None:
    told = run(
        open_blank(),
        "site/level.js",
        f"""
        const [x, y, z] = {list(up)};
        const told = [];
        const level = new module.Level((beta, gamma) => told.push([beta, gamma]), () => {{}});
        level.start();
        dispatchEvent(Object.assign(new Event('deviceorientation'), {{ beta: null, gamma: null }}));
        const felt = {{ accelerationIncludingGravity: {{ x, y, z }} }};
        dispatchEvent(Object.assign(new Event('devicemotion'), felt));
        await new Promise((done) => setTimeout(done, 250));
        level.stop();
        return told.at(-1);
        """,
    )
    assert told == pytest.approx([beta, gamma], abs=0.1)


def test_a_touch_screen_with_a_mouse_is_offered_the_reader(open_blank: Callable[[], Page]) -> None:
    offered = run(
        open_blank(),
        "site/level.js",
        """
        window.DeviceOrientationEvent ??= class {};
        const before = module.mayRead();
        Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 });
        return [before, module.mayRead()];
        """,
    )
    assert offered == [False, True]


def test_the_reader_works_where_storage_is_switched_off(
    outsider: Client, open_phone: Opener
) -> None:
    answer_safety(outsider)
    page = open_phone(outsider, has_touch=True)
    page.add_init_script(
        """const off = () => { throw new DOMException('off', 'SecurityError'); };
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, { get: off });"""
    )
    page.goto("/check/left-side/")
    expect(page.get_by_role("button", name="Start reading")).to_be_visible()
    page.get_by_role("button", name="Voice is on").click()
    expect(page.get_by_role("button", name="Voice is off")).to_be_visible()
