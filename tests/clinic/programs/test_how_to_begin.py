"""The fit says how each side begins: shown on the program, before and in the session, on paper."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from guywire.care.beginning import Start, prone_start, supine_start
from guywire.care.program import Program, begun_with, plain_program
from guywire.care.vocabulary import Side, Stretch
from guywire.care.words import message
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.programs import device_state, plans
from guywire.clinic.programs.services import change_program
from tests.care.people import CLEAR
from tests.clinic.checks.walk import TIGHT, whole_check
from tests.clinic.programs.walk import begin, screened, whole_session

pytestmark = pytest.mark.django_db
SHORT = {"pelvis": "5", "thigh": "5", "shin": "-45"}
STARTS = {
    Stretch.SUPINE: (supine_start(Side.LEFT, 35, gentle=True),),
    Stretch.PRONE: (
        prone_start(Side.LEFT, 70, towel=False, gentle=True),
        prone_start(Side.RIGHT, 95, towel=True, gentle=True),
    ),
}


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/program/", "/program/paper/"])
def test_the_measured_side_says_what_to_begin_with_and_why(outsider: Client, path: str) -> None:
    whole_check(outsider, left=SHORT, right=SHORT)
    text = page(outsider, path)
    assert f"<strong>For your left leg:</strong> {_left_start(outsider)}. Based on" in text
    assert "this is the lowest support that should feel gentle" in text


def test_the_strap_begins_at_an_angle_of_its_own(outsider: Client) -> None:
    whole_check(outsider, left=TIGHT)
    assert (
        "<strong>For your left leg:</strong> knee bent half way, heel not yet toward the ceiling "
        "(about 50°) and no towel."
    ) in page(outsider, "/program/")


@pytest.mark.parametrize("path", ["/program/", "/program/paper/"])
def test_gentle_is_one_number_said_to_be_a_choice(outsider: Client, path: str) -> None:
    whole_check(outsider)
    assert "10 newton-meters at the hip. We chose that number." in page(outsider, path)


@pytest.mark.parametrize("path", ["/program/", "/program/paper/"])
def test_somebody_who_was_not_measured_begins_as_everybody_does(
    outsider: Client, path: str
) -> None:
    text = page(screened(outsider), path)
    assert "How to set up" not in text
    assert "newton-meters" not in text


def test_a_tighter_hip_begins_higher(outsider: Client) -> None:
    whole_check(outsider, left=TIGHT, right=SHORT)
    supine = _program(outsider).stretches[0]
    left, right = supine.start_on(Side.LEFT), supine.start_on(Side.RIGHT)
    assert left
    assert right
    assert (left.foot_support_cm or 0) > (right.foot_support_cm or 0)


def test_the_side_to_begin_with_is_told_first(outsider: Client) -> None:
    whole_check(outsider, left=SHORT, right=TIGHT)
    supine = _program(outsider).stretches[0]
    assert [start.side for start in supine.starts] == list(supine.sides)


def test_the_paper_of_a_measured_person_still_is_two_sheets(outsider: Client) -> None:
    whole_check(outsider, left=SHORT, right=TIGHT)
    reader = PdfReader(BytesIO(outsider.get("/program/paper.pdf").content))
    assert "How to set up" in reader.pages[0].extract_text()
    assert len(reader.pages) == 2


def test_the_session_says_it_before_and_at_each_hold(outsider: Client) -> None:
    whole_check(outsider)
    start = _left_start(outsider)
    assert f"For your left leg: {start}." in page(outsider, "/session/")
    begin(outsider)
    assert f"<strong>How to set up:</strong> {start}" in page(outsider, "/session/run/")


def test_the_starts_travel_with_a_shared_program() -> None:
    program = begun_with(plain_program(CLEAR), STARTS)
    stretches, _ = plans.from_packed(plans.packed(program))
    told = [plans.from_json(one) for one in stretches]
    assert [[start.what for start in one.starts] for one in told] == [
        [start.what for start in one.starts] for one in program.stretches
    ]


def test_a_program_packed_before_there_were_starts_is_still_read() -> None:
    stretches, days = plans.from_packed([4, [0, 0, 3]])
    assert (stretches[0]["starts"], days) == ([], 4)


def test_the_therapists_start_is_the_one_the_patient_sees(
    outsider: Client, therapist: Staff
) -> None:
    whole_check(outsider)
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    patient = Patient.objects.get(name="Pat")
    chosen = Start(Side.LEFT, message("Your therapist chose this."), foot_support_cm=15)
    planned = plans.planned_stretch(Stretch.SUPINE, Side.LEFT, 3, (chosen,))
    change_program(therapist, patient, [planned], 4)
    text = page(outsider, "/program/")
    assert "one firm pillow under the foot (about 6 inches, 15 cm). Your therapist chose" in text
    assert "two stair steps" not in text


def test_after_a_whole_session_the_next_one_begins_the_same_way(outsider: Client) -> None:
    whole_check(outsider)
    before = page(outsider, "/session/")
    whole_session(outsider)
    assert _begins(page(outsider, "/session/")) == _begins(before)


def _begins(text: str) -> str:
    return text.split("For your left leg:")[1].split("<")[0]


def _left_start(client: Client) -> str:
    """Return how the left side begins the stretch on the back, as its start says it."""
    start = _program(client).stretches[0].start_on(Side.LEFT)
    assert start
    assert start.foot_support_cm
    return str(start.what)


def _program(client: Client) -> Program:
    return device_state.program_on(
        DeviceRecord({name: one.value for name, one in client.cookies.items()})
    )


def test_each_hold_has_a_limit_for_the_phone_on_the_pelvis(outsider: Client) -> None:
    begin(screened(outsider))
    holds = outsider.get("/session/run/").context["timer_plan"]["holds"]
    assert all(4 <= hold["watch"]["limit"] <= 8 for hold in holds)
    assert {hold["stretch"]: hold["watch"]["up"] for hold in holds} == {
        "supine": False,
        "prone": True,
    }


def test_a_start_packed_before_there_was_a_limit_is_still_read() -> None:
    (planned,), _ = plans.from_packed([7, [0, 0, 3, [[0, 20, None, None]]]])
    assert planned["starts"][0]["tilt_limit_deg"] is None
