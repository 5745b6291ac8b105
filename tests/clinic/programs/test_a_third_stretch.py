"""A stretch is a folder: switched on, the third one walks through every page and breaks none."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from guywire.care.program import plain_program
from guywire.care.screening import ITEM_IDS, ScreeningOutcome, screen
from guywire.care.stretches import DEFINITIONS, MAX_IN_PROGRAM, offered
from guywire.care.vocabulary import Stretch
from guywire.clinic.people.models import Patient
from guywire.clinic.programs import packing
from tests.clinic.checks.walk import answer_safety, whole_check
from tests.clinic.programs.walk import AFTER, hidden_fields

pytestmark = pytest.mark.django_db
STEPS = ("chair_at_side", "chair_and_pillow", "kneel", "kneel_tucked")
NOTHING = dict.fromkeys(ITEM_IDS, False)
ONLY_KNEELING = ("stomach_lying", "back_lying")
PAGES = ("/", "/program/", "/session/", "/session/run/", "/program/paper/", "/progress/", "/rules/")


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stretch]:
    kneeling = DEFINITIONS[Stretch.HALF_KNEELING]
    monkeypatch.setitem(DEFINITIONS, Stretch.HALF_KNEELING, replace(kneeling, is_offered=True))
    return Stretch.HALF_KNEELING


def test_a_stretch_that_is_not_offered_is_in_no_program() -> None:
    assert offered() == (Stretch.SUPINE, Stretch.PRONE)
    assert screen(NOTHING | dict.fromkeys(ONLY_KNEELING, True)).allowed == frozenset()


def test_a_program_never_holds_more_than_two(third: Stretch) -> None:
    screening = screen(NOTHING)
    assert screening.outcome is ScreeningOutcome.CLEAR
    assert third in screening.allowed
    stretches = [planned.stretch for planned in plain_program(screening).stretches]
    assert stretches == [Stretch.SUPINE, Stretch.PRONE]
    assert len(stretches) == MAX_IN_PROGRAM


def test_it_stands_in_when_nobody_may_lie(third: Stretch) -> None:
    screening = screen(NOTHING | dict.fromkeys(ONLY_KNEELING, True))
    assert screening.outcome is ScreeningOutcome.ONE_STRETCH
    (planned,) = plain_program(screening).stretches
    assert planned.stretch is third
    assert str(planned.label) == "on one knee, next to a chair"


def test_its_own_reasons_rule_it_out(third: Stretch) -> None:
    assert third not in screen(NOTHING | {"knee_hurts_bent": True}).allowed
    assert third not in screen(NOTHING | {"pregnant": True}).allowed
    assert third in screen(NOTHING | {"stomach_lying": True}).allowed


def test_every_page_of_a_person_shows_it(third: Stretch, outsider: Client) -> None:
    answer_safety(outsider, *ONLY_KNEELING)
    outsider.post("/session/", {"before": "4", "support_half_kneeling": "yes"})
    shown = {path: outsider.get(path) for path in PAGES}
    assert {path: answer.status_code for path, answer in shown.items()} == dict.fromkeys(PAGES, 200)
    for path in ("/program/", "/session/run/", "/program/paper/"):
        assert "On one knee" in shown[path].content.decode(), path
    assert "Not on one knee" in shown["/rules/"].content.decode()


def test_each_of_its_steps_has_its_own_drawing_and_the_pillow_comes_before_the_knee(
    third: Stretch, outsider: Client
) -> None:
    answer_safety(outsider, *ONLY_KNEELING)
    outsider.post("/session/", {"before": "4", "support_half_kneeling": "yes"})
    page = outsider.get("/session/run/").content.decode()
    shown = [page.index(f"ana/{name}.") for name in STEPS]
    assert shown == sorted(shown)
    steps = page[shown[0] :]
    assert steps.index("under your left knee") < steps.index("Kneel on your left knee")


def test_a_session_of_it_is_kept_and_the_desk_reads_it(
    third: Stretch, outsider: Client, as_therapist: Client
) -> None:
    answer_safety(outsider, *ONLY_KNEELING)
    outsider.post("/session/", {"before": "4", "support_half_kneeling": "yes"})
    outsider.post("/session/after/", hidden_fields(outsider) | AFTER)
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    patient = Patient.objects.get(name="Pat")
    for page_name in ("", "program/"):
        page = as_therapist.get(f"/desk/patients/{patient.public_id}/{page_name}")
        assert page.status_code == 200
        assert "n one knee" in page.content.decode()


def test_a_measured_person_sees_result_and_explanation(third: Stretch, outsider: Client) -> None:
    whole_check(outsider)
    for path in ("/check/result/", "/why/", "/program/"):
        assert outsider.get(path).status_code == 200


def test_devices_hold_it_after_the_two_they_know() -> None:
    assert packing.STRETCHES == (Stretch.SUPINE, Stretch.PRONE, Stretch.HALF_KNEELING)
