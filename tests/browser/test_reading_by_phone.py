"""The phone as the level: lain on each spot it reads its own tilt and fills the boxes.

Chromium's own sensors are fed through its DevTools protocol, as a phone's would feed the page.
"""

import json
from math import cos, radians, sin
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_check import answer_safety, answer_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAR = "window.spoken = []; speechSynthesis.speak = (said) => window.spoken.push(said.text);"


class Phone:
    """A phone in somebody's hand: lay it down at an angle, top edge toward the foot."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sensors: CDPSession = page.context.new_cdp_session(page)
        for kind in ("relative-orientation", "accelerometer", "linear-acceleration", "gyroscope"):
            self.sensors.send("Emulation.setSensorOverrideEnabled", {"enabled": True, "type": kind})
        self.lay(0)

    def lay(self, degrees: float, sideways: float = 0) -> None:
        """Turned up about its short edge, then about its long one."""
        b, g = radians(degrees) / 2, radians(sideways) / 2
        turn = {
            "x": sin(b) * cos(g),
            "y": cos(b) * sin(g),
            "z": sin(b) * sin(g),
            "w": cos(b) * cos(g),
        }
        self._feed("relative-orientation", {"quaternion": turn})
        pull = {"x": 0.0, "y": 9.8 * sin(2 * b), "z": 9.8 * cos(2 * b)}
        self._feed("accelerometer", {"xyz": pull})
        for kind in ("linear-acceleration", "gyroscope"):
            self._feed(kind, {"xyz": {"x": 0.0, "y": 0.0, "z": 0.0}})

    def _feed(self, kind: str, reading: dict) -> None:
        self.sensors.send("Emulation.setSensorOverrideReadings", {"type": kind, "reading": reading})


@pytest.fixture
def lying(clinic, open_phone) -> tuple[Page, Phone]:
    """A person on the page of the left leg, phone in hand."""
    page = open_phone(has_touch=True, is_mobile=True)
    page.add_init_script(HEAR)
    phone = Phone(page)
    answer_safety(page)
    answer_week(page)
    return page, phone


def read(page: Page, phone: Phone, box: str, degrees: float) -> None:
    phone.lay(degrees)
    expect(page.get_by_label(box)).not_to_have_value("")


def test_every_spot_is_read_in_turn_said_aloud_and_judged(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    read(page, phone, "Pelvis, First", 12)
    read(page, phone, "Thigh, First", -8)
    read(page, phone, "Shin, First", -75)
    read(page, phone, "Pelvis, Second", 10)
    values = [
        page.get_by_label(label).input_value()
        for label in ("Pelvis, First", "Thigh, First", "Shin, First", "Pelvis, Second")
    ]
    assert values == ["12.0", "−8.0", "−75.0", "10.0"]
    spoken = " ".join(page.evaluate("spoken"))
    assert "Thigh: minus 8 degrees." in spoken
    assert "Lift the leg, and let it hang again." in spoken
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your right leg hangs")


def test_a_phone_that_was_not_lifted_is_not_read_twice(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    read(page, phone, "Pelvis, First", 4)
    expect(page.get_by_text("Good. Lift the phone.")).to_be_visible()
    page.wait_for_timeout(4500)
    expect(page.get_by_label("Thigh, First")).to_have_value("")


def test_a_phone_the_wrong_way_round_or_tilted_to_the_side_is_told_and_not_read(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    phone.lay(5, sideways=40)
    expect(page.get_by_text("The phone is tilted to one side.")).to_be_visible()
    phone.lay(120)
    expect(page.get_by_text("That cannot be right.")).to_be_visible()
    page.get_by_role("button", name="Skip this spot").click()
    page.get_by_role("button", name="Skip this spot").click()
    phone.lay(75)
    expect(page.get_by_text("That cannot be right.")).to_be_visible()
    page.wait_for_timeout(3500)
    expect(page.get_by_label("Shin, First")).to_have_value("")


def test_the_last_reading_can_be_taken_back_and_a_spot_left_out(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    read(page, phone, "Pelvis, First", 4)
    page.get_by_role("button", name="Take the last one back").click()
    expect(page.get_by_label("Pelvis, First")).to_have_value("")
    page.get_by_role("button", name="Skip this spot").click()
    expect(page.get_by_text("Thigh, first reading")).to_be_visible()


def test_what_was_read_is_still_there_after_the_tab_was_closed(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    read(page, phone, "Pelvis, First", 4)
    page.reload()
    expect(page.get_by_label("Pelvis, First")).to_have_value("4.0")


def test_a_phone_that_refuses_says_to_type_instead(clinic, open_phone) -> None:
    page = open_phone(has_touch=True, is_mobile=True)
    page.add_init_script(
        'DeviceOrientationEvent.requestPermission = () => Promise.resolve("denied");'
    )
    answer_safety(page)
    answer_week(page)
    page.get_by_role("button", name="Start reading").click()
    expect(page.get_by_text("did not let this page read its tilt")).to_be_visible()
    expect(page.get_by_role("button", name="Start reading")).to_be_focused()


def test_a_device_without_sensors_says_so_after_a_moment(clinic, open_phone) -> None:
    page = open_phone(has_touch=True, is_mobile=True)
    answer_safety(page)
    answer_week(page)
    page.get_by_role("button", name="Start reading").click()
    expect(page.get_by_text("No tilt comes from this device.")).to_be_visible()


def test_a_computer_with_a_mouse_offers_only_the_boxes(clinic, open_phone) -> None:
    page = open_phone()
    answer_safety(page)
    answer_week(page)
    expect(page.get_by_label("Pelvis, First")).to_be_visible()
    expect(page.get_by_role("button", name="Start reading")).to_be_hidden()


def test_axe_finds_nothing_while_it_reads(lying) -> None:
    page, phone = lying
    page.get_by_role("button", name="Start reading").click()
    read(page, phone, "Pelvis, First", 4)
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
