"""While the phone reads, nothing else is on the screen; a spot out of reach is left out, aloud."""

import pytest
from playwright.sync_api import expect

from tests.browser.check_page import LEFT_LEG
from tests.browser.test_reading_by_phone import (  # noqa: F401
    lying,
    press,
    spoken,
    touched,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_only_the_reader_shows_and_all_of_it_fits(lying) -> None:  # noqa: F811
    page, _phone = lying
    press(page, "Start reading")
    expect(page.locator(".by-phone__ring")).to_be_in_viewport(ratio=1)
    for part in (".site-header", ".site-footer", "form"):
        expect(page.locator(part).first).to_be_hidden()
    for name in ("Skip this spot", "Stop", "Type instead"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 844, "height": 390})
    expect(page.locator("[data-angle]")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_in_viewport(ratio=1)
    picture = page.locator(".by-phone__picture:not([hidden]) svg")
    expect(picture).to_be_in_viewport(ratio=1)


def test_type_instead_ends_the_reading_in_the_box_that_was_asked_for(lying) -> None:  # noqa: F811
    page, _phone = lying
    press(page, "Start reading")
    page.get_by_role("button", name="Type instead").click()
    expect(page.locator("#id_pelvis_0")).to_be_focused()
    expect(page.locator(".site-header")).to_be_visible()


def test_a_spot_that_cannot_be_reached_is_left_out_after_it_is_said(lying) -> None:  # noqa: F811
    page, phone = lying
    press(page, "Start reading")
    phone.lay(-10, sideways=60)
    phone.rest(110)
    expect(page.locator("[data-what]")).to_have_text("Thigh, reading 1")
    assert "Pelvis: We cannot read this spot. We leave it out for now." in spoken(page)


def test_every_angle_has_a_button_for_its_sign(touched) -> None:  # noqa: F811
    touched.goto(LEFT_LEG)
    box = touched.locator("#id_thigh_0")
    sign = touched.locator("[aria-describedby=id_thigh_0_label]")
    box.fill("8")
    sign.click()
    expect(box).to_have_value("−8")
    sign.click()
    expect(box).to_have_value("8")
    assert box.get_attribute("inputmode") == "decimal"
