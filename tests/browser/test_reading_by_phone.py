"""The phone as the level: lain on each spot it reads its own tilt and fills the boxes.

Chromium's own sensors are fed through its DevTools protocol, as a phone's would feed the page.
"""

import json
from collections.abc import Callable
from math import ceil, cos, radians, sin
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.check_page import LEFT_LEG, go_on, ready_to_measure, type_side, unfold
from tests.browser.conftest import axe_violations, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STILL_SECONDS = 3
LISTEN = """
  const seconds = () => performance.now() / 1000;
  const turned = (degrees) => degrees * Math.PI / 180;
  window.spoken = [];
  window.filledAt = {};
  window.up = [];
  speechSynthesis.speak = (said) => window.spoken.push({ words: said.text, at: seconds() });
  addEventListener("input", ({ target }) => { window.filledAt[target.id] = seconds(); });
  addEventListener("click", () => { window.tappedAt = seconds(); }, { capture: true });
  addEventListener("deviceorientation", ({ beta, gamma }) => {
    const [b, g] = [turned(beta), turned(gamma)];
    window.up = [-Math.cos(b) * Math.sin(g), Math.sin(b), Math.cos(b) * Math.cos(g)];
  });
  for (const kind of ["deviceorientation", "devicemotion"]) {
    addEventListener(kind, (event) => { if (window.deaf) event.stopImmediatePropagation(); });
  }
"""

FELT = """up => new Promise((felt) => {
  const look = () => {
    if (Math.hypot(...up.map((one, axis) => one - (window.up[axis] ?? 0))) > 0.01) return;
    removeEventListener("deviceorientation", look);
    felt();
  };
  addEventListener("deviceorientation", look);
  look();
})"""


class Phone:
    """A phone in somebody's hand: lay it down at an angle, top edge toward the foot."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sensors: CDPSession = page.context.new_cdp_session(page)
        for kind in ("relative-orientation", "accelerometer", "linear-acceleration", "gyroscope"):
            self.sensors.send("Emulation.setSensorOverrideEnabled", {"enabled": True, "type": kind})
        self._turn(0, 0)

    def lay(self, degrees: float, sideways: float = 0) -> None:
        """Turned up about its short edge, then about its long one; the page has felt it."""
        self.page.evaluate(FELT, self._turn(degrees, sideways))

    def rest(self, seconds: float) -> None:
        """Time passes for the page, and in every second of it the sensors tell something."""
        for _ in range(ceil(seconds)):
            self.page.evaluate(
                "() => new Promise(told => addEventListener('devicemotion', told, {once: true}))"
            )
            self.page.clock.run_for(1000 * min(seconds, 1))

    def rest_until(self, happened: Callable[[], object]) -> None:
        for _ in range(40):
            if happened():
                return
            self.rest(1)
        raise AssertionError("it did not happen in 40 seconds")

    def lift(self) -> None:
        """Long enough for the page to notice."""
        self.lay(40, sideways=60)
        self.rest(0.3)

    def read(self, box: str, degrees: float) -> None:
        expect(self.page.locator("[data-reading]")).to_be_visible()
        self.lift()
        self.lay(degrees)
        self.rest_until(lambda: value(self.page, box))

    def _turn(self, degrees: float, sideways: float) -> list[float]:
        """Which way is up, seen from the phone."""
        b, g = radians(degrees) / 2, radians(sideways) / 2
        x, y, z, w = sin(b) * cos(g), cos(b) * sin(g), sin(b) * sin(g), cos(b) * cos(g)
        self._feed("relative-orientation", {"quaternion": {"x": x, "y": y, "z": z, "w": w}})
        pull = {"x": 0.0, "y": 9.8 * sin(2 * b), "z": 9.8 * cos(2 * b)}
        self._feed("accelerometer", {"xyz": pull})
        for kind in ("linear-acceleration", "gyroscope"):
            self._feed(kind, {"xyz": {"x": 0.0, "y": 0.0, "z": 0.0}})
        return [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]

    def _feed(self, kind: str, reading: dict) -> None:
        self.sensors.send("Emulation.setSensorOverrideReadings", {"type": kind, "reading": reading})


@pytest.fixture
def touched(outsider, open_phone) -> Page:
    """A device with a touch screen, whose clock the test moves, by somebody ready to measure."""
    page = open_phone(ready_to_measure(outsider), has_touch=True, is_mobile=True)
    page.add_init_script(LISTEN)
    page.clock.install()
    return page


@pytest.fixture
def lying(touched: Page) -> tuple[Page, Phone]:
    """A person on the page of the left leg, phone in hand."""
    phone = Phone(touched)
    touched.goto(LEFT_LEG)
    return touched, phone


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def spoken(page: Page) -> str:
    return " ".join(page.evaluate("spoken.map(({ words }) => words)"))


def said_at(page: Page, words: str) -> list[float]:
    """The seconds of the page's clock at which it said this."""
    return page.evaluate(
        "words => spoken.filter(said => said.words.includes(words)).map(({ at }) => at)", words
    )


def value(page: Page, box: str) -> str:
    return page.get_by_label(box).input_value()


def test_every_spot_is_read_in_turn_said_aloud_and_judged(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 12)
    phone.read("Thigh, Reading 1", -8)
    phone.read("Shin, Reading 1", -75)
    phone.read("Pelvis, Reading 2", 10)
    boxes = ("Pelvis, Reading 1", "Thigh, Reading 1", "Shin, Reading 1", "Pelvis, Reading 2")
    assert [value(page, box) for box in boxes] == ["12.0", "−8.0", "−75.0", "10.0"]
    assert "Thigh: minus 8 degrees." in spoken(page)
    assert "Lift the leg, and let it hang again." in spoken(page)
    press(page, "Stop")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your right leg hangs")


def test_a_phone_that_lies_beside_the_person_since_the_start_is_not_read(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    words = "Lift the phone. Lay it on the pelvis when you are ready."
    phone.rest_until(lambda: said_at(page, words))
    assert value(page, "Pelvis, Reading 1") == ""
    phone.read("Pelvis, Reading 1", 4)


def test_there_are_ten_seconds_to_lie_down_and_to_let_the_leg_hang_again(lying) -> None:
    page, phone = lying
    for box in ("Thigh", "Shin"):
        page.get_by_label(f"{box}, Reading 1").fill("-20")
    press(page, "Start reading")
    begun = page.evaluate("tappedAt")
    expect(page.locator("[data-hint]")).to_contain_text("Take your time. Lay it on the pelvis")
    phone.read("Pelvis, Reading 1", 4)
    phone.read("Pelvis, Reading 2", 4)
    first, second = page.evaluate("[filledAt.id_pelvis_0, filledAt.id_pelvis_1]")
    assert round(first - begun, 1) >= 10 + STILL_SECONDS
    assert round(second - first, 1) >= 10 + STILL_SECONDS


def test_after_a_spot_is_skipped_there_is_time_to_lay_the_phone_back(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    press(page, "Skip this spot")
    skipped = page.evaluate("tappedAt")
    phone.read("Thigh, Reading 1", -8)
    assert "Take your time. Lay it on the thigh" in spoken(page)
    assert value(page, "Thigh, Reading 1") == "−8.0"
    assert round(page.evaluate("filledAt.id_thigh_0") - skipped, 1) >= 4 + STILL_SECONDS


def test_a_phone_that_was_not_lifted_is_told_aloud_and_not_read_twice(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    expect(page.get_by_text("Good. Lift the phone.")).to_be_visible()
    phone.rest_until(lambda: said_at(page, "Good. Lift the phone."))
    assert value(page, "Thigh, Reading 1") == ""


def test_a_phone_the_wrong_way_round_or_tilted_is_told_aloud_and_not_read(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.lift()
    phone.lay(5, sideways=40)
    phone.rest_until(lambda: said_at(page, "The phone is tilted to one side."))
    expect(page.get_by_text("The phone is tilted to one side.").first).to_be_visible()
    phone.lay(120)
    wrong = "Turn the phone around. Screen up"
    phone.rest_until(lambda: len(said_at(page, wrong)) == 2)
    expect(page.get_by_text(wrong).first).to_be_visible()
    first, second = said_at(page, wrong)
    assert round(second - first, 1) >= 12
    press(page, "Skip this spot")
    press(page, "Skip this spot")
    phone.lift()
    phone.lay(75)
    phone.rest_until(lambda: said_at(page, "Turn the phone around. Screen outward"))
    phone.rest(STILL_SECONDS + 1)
    assert value(page, "Shin, Reading 1") == ""


def test_a_hand_that_trembles_on_the_shin_is_read_and_one_on_the_pelvis_is_not(lying) -> None:
    page, phone = lying

    def tremble(degrees: float, box: str) -> str:
        phone.lift()
        phone.rest(10)
        for turn in range(20):
            phone.lay(degrees + (0.6 if turn % 2 else -0.6))
            phone.rest(0.3)
        return value(page, box)

    press(page, "Start reading")
    assert tremble(4, "Pelvis, Reading 1") == ""
    press(page, "Skip this spot")
    press(page, "Skip this spot")
    expect(page.get_by_text("A helper makes this much easier.", exact=False).first).to_be_visible()
    assert float(tremble(-80, "Shin, Reading 1").replace("−", "-")) == pytest.approx(-80, abs=0.5)


def test_sensors_that_stop_end_the_reading_aloud_and_keep_the_boxes(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    page.evaluate("window.deaf = true")
    page.clock.run_for(4000)
    expect(page.get_by_text("We lost the phone's sensor.")).to_be_visible()
    assert "We lost the phone's sensor." in spoken(page)
    assert value(page, "Pelvis, Reading 1") == "4.0"
    page.evaluate("window.deaf = false")
    press(page, "Start reading")
    phone.read("Thigh, Reading 1", -8)


def test_a_phone_that_cannot_stay_awake_says_what_to_do(lying) -> None:
    page, _ = lying
    page.evaluate(
        "() => { navigator.wakeLock.request = () => Promise.reject(new DOMException('no')); }"
    )
    press(page, "Start reading")
    expect(page.get_by_text("The screen may go dark.")).to_be_visible()


def test_a_screen_lock_granted_after_stop_is_given_back(lying) -> None:
    page, _ = lying
    page.evaluate(
        """() => {
          navigator.wakeLock.request = () => new Promise((grant) => {
            window.grant = () => {
              grant({ released: false, release: async () => { window.freed = 1; } });
            };
          });
        }"""
    )
    press(page, "Start reading")
    press(page, "Stop")
    page.evaluate("grant()")
    page.wait_for_function("window.freed === 1")


def test_full_boxes_and_nothing_read_are_not_called_all_done(lying) -> None:
    page, _ = lying
    press(page, "Start reading")
    for _ in range(3):
        press(page, "Skip this spot")
    expect(page.get_by_text("No readings yet. Start again, or type them in.")).to_be_visible()
    for spot in ("Pelvis", "Thigh", "Shin"):
        for repeat in ("Reading 1", "Reading 2", "Reading 3"):
            page.get_by_label(f"{spot}, {repeat}").fill("-10")
    press(page, "Start reading")
    expect(page.get_by_text("All readings are done.")).to_be_visible()


def test_a_spot_that_came_back_wrong_is_read_again_by_one_button(lying) -> None:
    page, phone = lying
    type_side(page, "0", "200", "-30")
    press(page, "Read the thigh again")
    assert value(page, "Thigh, Reading 1") == ""
    expect(page.get_by_role("heading", name="Thigh, reading 1")).to_be_focused()
    phone.read("Thigh, Reading 1", -8)


def test_the_knee_bend_is_asked_for_slowly_until_it_can_be_read(lying) -> None:
    page, phone = lying
    type_side(page, "12", "-8", "-56")
    type_side(page, "12", "-8", "-56")
    unfold(page)
    follow(page.get_by_role("link", name="Measure this now"))
    press(page, "Start reading")
    phone.lift()
    phone.rest(10)
    for upward, shown in ((180, "0°"), (-175, "−5°"), (160, "20°")):
        phone.lay(upward)
        expect(page.locator("[data-angle]")).to_have_text(shown)
        expect(page.get_by_text("Bend the knee slowly.")).to_be_visible()
    phone.lay(-120)
    expect(page.get_by_text("Turn the phone around. Screen outward")).to_be_visible()
    phone.lay(70)
    phone.rest_until(lambda: value(page, "Knee bend, Reading 1"))
    assert value(page, "Knee bend, Reading 1") == "110.0"
    assert "Then bend it again until the pelvis begins to lift." in spoken(page)


def test_the_last_reading_can_be_taken_back_and_a_spot_left_out(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    press(page, "Undo last reading")
    expect(page.get_by_label("Pelvis, Reading 1")).to_have_value("")
    expect(page.get_by_role("heading", name="Pelvis, reading 1")).to_be_focused()
    press(page, "Skip this spot")
    expect(page.get_by_role("heading", name="Thigh, reading 1")).to_be_visible()


def test_taking_back_asks_for_a_spot_that_was_skipped_since(lying) -> None:
    page, phone = lying
    for box in ("Thigh", "Shin"):
        page.get_by_label(f"{box}, Reading 1").fill("-20")
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    press(page, "Skip this spot")
    press(page, "Undo last reading")
    expect(page.get_by_role("heading", name="Pelvis, reading 1")).to_be_visible()


def test_taking_back_works_after_the_end_and_spares_what_was_typed_over(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    phone.read("Thigh, Reading 1", -8)
    press(page, "Stop")
    page.get_by_label("Thigh, Reading 1").fill("-9")
    press(page, "Undo last reading")
    assert [value(page, "Thigh, Reading 1"), value(page, "Pelvis, Reading 1")] == ["-9", ""]
    expect(page.get_by_role("button", name="Undo last reading")).to_be_hidden()
    expect(page.get_by_role("heading", name="Let the phone do the reading")).to_be_focused()


def test_the_voice_can_be_turned_off_for_somebody_whose_screen_reader_speaks(lying) -> None:
    page, _ = lying
    press(page, "Voice is on")
    expect(page.get_by_role("button", name="Voice is off")).to_have_attribute(
        "aria-pressed", "false"
    )
    press(page, "Start reading")
    expect(page.get_by_role("status")).to_contain_text("Lay the phone on the front of your pelvis")
    assert spoken(page).strip() == ""


def test_the_voice_stays_as_it_was_set_for_the_other_leg_and_the_knee_bend(lying) -> None:
    page, _ = lying
    voice = page.locator("[data-voice]")
    press(page, "Voice is on")
    for address in ("/check/right-side/", "/check/left-knee-bend/"):
        type_side(page, "12", "-8", "-56")
        page.goto(address)
        expect(voice).to_have_text("Voice is off")
        expect(voice).to_have_attribute("aria-pressed", "false")
    press(page, "Voice is off")
    page.reload()
    expect(voice).to_have_text("Voice is on")


def test_what_was_read_is_still_there_after_the_tab_was_closed(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    page.reload()
    expect(page.get_by_label("Pelvis, Reading 1")).to_have_value("4.0")


@pytest.mark.parametrize(
    "answer",
    ['Promise.resolve("denied")', "Promise.reject(new TypeError('no'))", "Promise.reject('no')"],
)
def test_a_phone_that_refuses_in_any_way_says_to_type_instead(touched, answer: str) -> None:
    page = touched
    page.add_init_script(f"DeviceOrientationEvent.requestPermission = () => {answer};")
    page.goto(LEFT_LEG)
    press(page, "Start reading")
    expect(page.get_by_text("did not let this page read its angle")).to_be_visible()
    expect(page.get_by_role("button", name="Start reading")).to_be_focused()


def test_while_the_phone_asks_a_second_tap_does_not_ask_again(lying) -> None:
    page, _ = lying
    page.evaluate(
        """() => {
          window.asked = 0;
          DeviceOrientationEvent.requestPermission = () => {
            window.asked += 1;
            return new Promise(() => {});
          };
        }"""
    )
    press(page, "Start reading")
    press(page, "Start reading")
    expect(page.get_by_text("Asking the phone …")).to_be_visible()
    assert page.evaluate("asked") == 1


def test_start_held_down_skips_no_spot(lying) -> None:
    page, _ = lying
    page.get_by_role("button", name="Start reading").focus()
    for _ in range(5):
        page.keyboard.down("Enter")
    expect(page.get_by_role("heading", name="Pelvis, reading 1")).to_be_focused()


NO_TILT = "This device does not read angles."


def test_a_device_without_sensors_says_so_after_a_moment(touched) -> None:
    touched.goto(LEFT_LEG)
    press(touched, "Start reading")
    touched.clock.run_for(4500)
    expect(touched.get_by_text(NO_TILT)).to_be_visible()


def test_stopped_and_started_again_the_device_gets_its_whole_moment(touched) -> None:
    touched.goto(LEFT_LEG)
    press(touched, "Start reading")
    touched.clock.run_for(1000)
    press(touched, "Stop")
    press(touched, "Start reading")
    touched.clock.run_for(4500)
    (told,) = said_at(touched, NO_TILT)
    assert round(told - touched.evaluate("tappedAt"), 1) >= 4


def test_a_computer_with_a_mouse_offers_only_the_boxes(outsider, open_phone) -> None:
    page = open_phone(ready_to_measure(outsider))
    page.goto(LEFT_LEG)
    expect(page.get_by_label("Pelvis, Reading 1")).to_be_visible()
    expect(page.get_by_role("button", name="Start reading")).to_be_hidden()


def test_axe_finds_nothing_while_it_reads(lying) -> None:
    page, phone = lying
    press(page, "Start reading")
    phone.read("Pelvis, Reading 1", 4)
    assert axe_violations(page) == []


@pytest.mark.parametrize(
    ("beta", "gamma", "degrees"),
    [(0, 0, 0), (12, 0, 12), (-8, 3, -8), (-90, 0, -90), (-75, 10, -75), (120, 0, 120)],
)
def test_orientation_becomes_the_tilt_of_the_long_edge(
    open_blank, beta: float, gamma: float, degrees: float
) -> None:
    source = Path(finders.find("site/level.js")).read_text().replace("export ", "")
    found = open_blank().evaluate(
        f"() => {{ {source} return inclination({json.dumps(beta)}, {json.dumps(gamma)}); }}"
    )
    assert found == pytest.approx(degrees, abs=0.3)
