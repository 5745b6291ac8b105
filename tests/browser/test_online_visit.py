"""Two browsers with fake cameras meet in the room of an online visit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits import links
from guywire.clinic.visits.models import RoomSignal, Therapist, Visit
from tests.browser.conftest import PHONE, WIDE, Opener, axe_violations, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SWALLOW = """() => {
  window.send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = () => {};
}"""
MOVES = """async (name) => {
  const video = document.querySelector(`[data-video="${name}"]`);
  const before = video.currentTime;
  for (let turn = 0; turn < 100; turn += 1) {
    await new Promise((done) => setTimeout(done, 100));
    if (video.videoWidth > 0 && video.currentTime > before) return true;
  }
  return false;
}"""


@pytest.fixture
def visit(patient: Patient, therapist: Staff) -> Visit:
    treating = Therapist.objects.create(
        staff=therapist, credentials="PT", words="Hello.", offers_online=True
    )
    return Visit.objects.create(
        patient=patient,
        therapist=treating,
        zone="America/Los_Angeles",
        starts_at=timezone.now() + timedelta(minutes=5),
    )


def hold_phone(page: Page, beta: float) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setSensorOverrideEnabled", {"enabled": True, "type": "gravity"})
    page.evaluate(
        """(beta) => setInterval(() => dispatchEvent(new DeviceOrientationEvent(
          "deviceorientation", { alpha: 0, beta, gamma: 0 })), 50)""",
        beta,
    )


def meet(person: Page, therapist: Page, visit: Visit) -> None:
    person.goto(f"/visits/{links.token_of(visit)}/room/")
    therapist.goto(f"/desk/visits/{visit.public_id}/room/")
    person.get_by_role("button", name="Join the visit").click()
    therapist.get_by_role("button", name="Go to the waiting room").click()
    therapist.get_by_role("button", name="Let Pat Lindgren in").click()
    for page in (person, therapist):
        expect(page.get_by_text("You are connected.")).to_be_visible()


def write(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_two_people_see_hear_write_and_read_an_angle_and_hang_up(
    open_phone: Opener, visit: Visit, as_therapist: Client
) -> None:
    person = open_phone(viewport=PHONE, has_touch=True, is_mobile=True)
    therapist = open_phone(as_therapist, viewport=WIDE)
    person.goto(f"/visits/{links.token_of(visit)}/")
    follow(person.get_by_role("link", name="Join your online visit"))
    person.get_by_role("button", name="Test camera and microphone").click()
    expect(person.get_by_label("Microphone", exact=True)).to_be_visible()
    assert person.evaluate(MOVES, "preview")
    assert axe_violations(person) == []
    therapist.goto(f"/desk/visits/{visit.public_id}/")
    follow(therapist.get_by_role("link", name="Open the room"))
    person.get_by_role("button", name="Join the visit").click()
    expect(person.get_by_role("heading", name="Waiting room")).to_be_focused()
    assert axe_violations(person) == []

    therapist.get_by_role("button", name="Go to the waiting room").click()
    therapist.get_by_role("button", name="Let Pat Lindgren in").click()
    for page in (person, therapist):
        expect(page.get_by_text("You are connected.")).to_be_visible()
        assert page.evaluate(MOVES, "other")
        assert no_sideways_scroll(page)
        assert axe_violations(page) == []

    person.get_by_label("Message", exact=True).fill("Can you see my hip?")
    person.keyboard.press("Enter")
    expect(therapist.get_by_text("Can you see my hip?")).to_be_visible()

    expect(person.get_by_text("Lay the phone along the top of your left thigh")).to_be_visible()
    therapist.get_by_label("Where the phone is").select_option("right")
    expect(person.get_by_text("Lay the phone along the top of your right thigh")).to_be_visible()
    person.get_by_role("button", name="Send my phone's angle").tap()
    hold_phone(person, 12.0)
    expect(therapist.get_by_text("12°", exact=True)).to_be_visible()
    therapist.get_by_role("button", name="Save this reading").click()
    expect(therapist.get_by_text("Saved in the chart")).to_be_visible()
    assert SharedCheck.objects.get().sides == {"right": {"thigh": [12.0]}}
    person.get_by_role("button", name="Send my phone's angle").tap()
    expect(therapist.get_by_text("No angle now.")).to_be_visible()
    expect(therapist.get_by_text("12°", exact=True)).to_be_hidden()
    expect(therapist.get_by_role("button", name="Save this reading")).to_be_disabled()

    therapist.get_by_role("button", name="Hang up").click()
    for page in (person, therapist):
        expect(page.get_by_role("heading", name="The call has ended")).to_be_visible()
        assert axe_violations(page) == []
    assert not RoomSignal.objects.exclude(kind="bye").exists()


def test_whoever_turns_a_camera_or_a_microphone_off_is_named_to_the_other(
    open_phone: Opener, visit: Visit, as_therapist: Client
) -> None:
    person, therapist = open_phone(viewport=PHONE), open_phone(as_therapist, viewport=WIDE)
    meet(person, therapist, visit)
    person.get_by_role("button", name="Turn the camera off").click()
    expect(therapist.get_by_text("Pat Lindgren turned the camera off.")).to_be_visible()
    therapist.get_by_role("button", name="Turn the microphone off").click()
    expect(person.get_by_text("Thea turned the microphone off.")).to_be_visible()
    person.get_by_role("button", name="Turn the camera on").click()
    expect(therapist.get_by_text("Pat Lindgren turned the camera off.")).to_be_hidden()


def test_a_text_arrives_once_while_nobody_has_noticed_that_the_connection_is_lost(
    open_phone: Opener, visit: Visit, as_therapist: Client
) -> None:
    person, therapist = open_phone(), open_phone(as_therapist, viewport=WIDE)
    meet(person, therapist, visit)
    therapist.evaluate(SWALLOW)
    write(therapist, "Can you hear me?")
    expect(person.get_by_text("Can you hear me?")).to_be_visible()

    therapist.evaluate("() => { RTCDataChannel.prototype.send = window.send; }")
    person.evaluate(SWALLOW)
    with person.expect_response(lambda answer: '"kind": "text"' in answer.text()):
        write(therapist, "And now?")
    expect(person.get_by_text("And now?")).to_have_count(1)


def test_who_reloads_in_a_call_is_missed_at_once_and_comes_back(
    open_phone: Opener, visit: Visit, as_therapist: Client
) -> None:
    person, therapist = open_phone(), open_phone(as_therapist, viewport=WIDE)
    meet(person, therapist, visit)
    asked = []
    person.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    person.reload()
    assert asked == ["beforeunload"]
    expect(therapist.get_by_text("The connection was lost.")).to_be_visible(timeout=4000)
    person.get_by_role("button", name="Join the visit").click()
    for page in (person, therapist):
        expect(page.get_by_text("You are connected.")).to_be_visible()
    therapist.get_by_role("button", name="Turn the microphone off").click()
    person.get_by_role("button", name="Hang up").click()
    expect(therapist.get_by_role("link", name="Write the note")).to_be_visible()
    therapist.get_by_role("button", name="Join again").click()
    person.get_by_role("button", name="Join again").click()
    expect(therapist.get_by_role("button", name="Turn the microphone on")).to_be_visible()
    sound = "document.querySelector('[data-video=self]').srcObject.getAudioTracks()[0].enabled"
    assert therapist.evaluate(sound) is False
