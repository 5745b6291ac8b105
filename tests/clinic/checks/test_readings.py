"""What cannot be right meets a sentence beside its field, and what was typed stays."""

import pytest
from django.test import Client

from tests.clinic.checks.walk import answer_safety, answer_week, type_side

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(outsider: Client) -> Client:
    answer_safety(outsider)
    answer_week(outsider)
    return outsider


@pytest.mark.parametrize(
    ("angles", "field", "sentence"),
    [
        ({"thigh": "200"}, "thigh", "is not between"),
        ({"thigh": "x"}, "thigh", "is not a number"),
        ({"thigh": "-8", "shin": "10"}, "shin", "does not fit with a thigh reading"),
        ({"thigh": "-8", "shin": "90"}, "shin", "Did you mean −90°?"),
        ({"thigh": "-8 20"}, "thigh", "apart"),
        ({"pelvis": "80", "thigh": "-8"}, "pelvis", "is not between"),
        ({"pelvis": "10"}, "thigh", "Type at least 1 thigh reading"),
    ],
)
def test_an_impossible_reading_is_said_beside_its_field(ready, angles, field, sentence) -> None:
    response = type_side(ready, "left", **angles)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert sentence in errors[field][0]
    for typed in " ".join(angles.values()).split():
        assert f'value="{typed}"' in response.content.decode()


def test_each_wrong_repeat_is_named(ready: Client) -> None:
    response = type_side(ready, "left", thigh="-8 seven eight")
    assert response.context["form"].errors["thigh"] == [
        "Reading 2: “seven” is not a number. Type one number, such as −8 or 12.5.",
        "Reading 3: “eight” is not a number. Type one number, such as −8 or 12.5.",
    ]


def test_a_reading_as_long_as_a_page_meets_a_sentence(ready: Client) -> None:
    response = ready.post("/check/left-side/", {"thigh_0": "7" * 10_000})
    assert response.status_code == 200
    assert "10,000 characters long" in response.context["form"].errors["thigh"][0]


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [("25", "from 0 to 24"), ("-1", "from 0 to 24"), ("a lot", "is not a number")],
)
def test_impossible_hours_are_answered_with_what_to_do(ready, hours, sentence) -> None:
    response = ready.post("/check/sitting/", {"hours": hours})
    assert sentence in response.context["form"].errors["hours"][0]


def test_a_comma_and_a_true_minus_are_understood(ready: Client) -> None:
    assert type_side(ready, "left", thigh="−7,5", shin="−80").url == "/check/right-side/"


def test_one_reading_is_enough(ready: Client) -> None:
    assert type_side(ready, "left", thigh="-8").url == "/check/right-side/"
