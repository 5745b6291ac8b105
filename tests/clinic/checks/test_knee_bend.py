"""A further reading on the stomach: offered with its reason, kept with the rest, left out again."""

import pytest
from django.test import Client

from tests.clinic.checks.walk import answer_safety, reading, whole_check

pytestmark = pytest.mark.django_db

OPEN = {"pelvis": "12", "thigh": "-8", "shin": "-56"}
PAGE = "/check/left-knee-bend/"


def bend(client: Client, typed: str, page: str = PAGE):
    return client.post(page, reading(prone_knee=typed))


def page_of(client: Client, path: str = "/check/result/") -> str:
    return client.get(path).content.decode()


def test_the_result_offers_it_with_the_reason_and_how_much_it_would_settle(
    outsider: Client,
) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    page = page_of(outsider)
    assert "What would make it clearer?" in page
    assert "Lie on your stomach and bend your left knee." in page
    assert "helps to tell the two muscles apart" in page
    assert f'href="{PAGE}"' in page


def test_once_typed_it_changes_the_answer_and_the_other_side_is_next(outsider: Client) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    assert "We cannot say yet if your left front thigh muscle is tight." in page_of(outsider)
    assert bend(outsider, "118 121 120").url == "/check/result/"
    page = page_of(outsider)
    assert "Your left front thigh muscle is almost certainly not tight." in page
    assert "Left knee bend" in page
    assert "118°, 121°, 120°" in page
    assert 'href="/check/right-knee-bend/"' in page


def test_typing_the_hanging_leg_again_keeps_it(outsider: Client) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    bend(outsider, "120")
    outsider.post("/check/left-side/", reading(**OPEN))
    assert "Left knee bend" in page_of(outsider)


def test_it_can_be_left_out_again(outsider: Client) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    assert "Skip this reading" not in page_of(outsider, PAGE)
    bend(outsider, "120")
    assert "Skip this reading" in page_of(outsider, PAGE)
    outsider.post(PAGE, {"skip": "yes"})
    assert "Left knee bend" not in page_of(outsider)


def test_it_works_for_a_leg_that_was_not_hung(outsider: Client) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    outsider.post("/check/right-side/", {"skip": "yes"})
    bend(outsider, "70", "/check/right-knee-bend/")
    page = page_of(outsider)
    assert "right front thigh muscle" in page
    assert "The right leg was not measured hanging" in page
    assert "right hip" not in page


def test_a_knee_that_hurts_when_bent_is_not_asked_to_bend(outsider: Client) -> None:
    whole_check(outsider, "knee_hurts_bent", left=OPEN, right=OPEN)
    assert "knee-bend" not in page_of(outsider)
    assert outsider.get(PAGE).url == "/check/result/"


def test_it_is_not_asked_before_there_is_a_result(outsider: Client) -> None:
    assert outsider.get(PAGE).url == "/check/"
    answer_safety(outsider)
    assert outsider.get(PAGE).url == "/check/how-to-measure/"


def test_a_side_that_does_not_exist_is_not_found(outsider: Client) -> None:
    assert outsider.get("/check/middle-knee-bend/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type at least 1 reading"),
        ("10", "is not between 30° and 160°"),
        ("x", "is not a number"),
        ("60 120", "apart"),
        ("35", "Bend the knee again"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(outsider, typed, sentence) -> None:
    loose = {"pelvis": "12", "thigh": "-20", "shin": "-88"}
    whole_check(outsider, left=loose, right=loose)
    response = bend(outsider, typed)
    assert response.status_code == 200
    assert sentence in response.context["form"].errors["prone_knee"][0]


def test_hanging_readings_that_contradict_each_other_are_said_beside_the_field(
    outsider: Client,
) -> None:
    whole_check(outsider, left=OPEN, right=OPEN)
    response = outsider.post("/check/left-side/", reading(pelvis="12", thigh="-10", shin="-150"))
    [error] = response.context["form"].errors["shin"]
    assert "Measure the shin again" in error
    assert "A therapist can measure it for you." in error


def test_a_knee_bend_that_makes_a_hanging_reading_doubtful_names_that_one(
    outsider: Client,
) -> None:
    stiff = {"pelvis": "12", "thigh": "-8", "shin": "-25"}
    whole_check(outsider, left=stiff, right=stiff)
    response = bend(outsider, "150")
    [error] = response.context["form"].non_field_errors()
    assert "Measure the shin again" in error
    page = response.content.decode()
    assert 'href="/check/left-side/"' in page
    assert 'value="150"' in page
