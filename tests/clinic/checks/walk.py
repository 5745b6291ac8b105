"""Walking the check as a browser without scripts does: one form after another."""

from django.http import HttpResponse
from django.test import Client

from guywire.care.screening_items import SAFETY_PAGES, SafetyPage

TIGHT = {"pelvis": "0", "thigh": "10", "shin": "-30"}
LOOSE = {"pelvis": "12", "thigh": "-28", "shin": "-92"}


def reading(**angles: str) -> dict[str, str]:
    """Angles as typed; several repeats are separated by a space."""
    return {
        f"{name}_{index}": text
        for name, typed in angles.items()
        for index, text in enumerate(typed.split())
    }


def answer_age(client: Client, age: str = "18_to_49") -> HttpResponse:
    return client.post("/check/about/age/", {"answer": age})


def answer_safety_page(client: Client, page: SafetyPage, *picked: str) -> HttpResponse:
    """Answer one safety page, picking these items, or none of them."""
    answers: dict[str, object] = {
        question.id: [item.id for item in question.items if item.id in picked]
        for question in page.questions
    }
    if not any(answers.values()):
        answers = {"none": "1"}
    return client.post(f"/check/safety/{page.id}/", answers)


def answer_safety(client: Client, *picked: str) -> HttpResponse:
    """Answer every question before the readings, picking these safety items and no others."""
    client.post("/check/")
    answer_age(client)
    for page in SAFETY_PAGES:
        response = answer_safety_page(client, page, *picked)
        if response.url in ("/check/get-help/", "/check/therapist-first/"):
            return response
    client.post("/check/about/place/", {"answer": "lower_back"})
    return client.post("/check/about/since/", {"answer": "less_than_6_weeks"})


def answer_week(client: Client, hours: str = "9", steps: str = "4000") -> HttpResponse:
    client.post("/check/sitting/", {"hours": hours})
    return client.post("/check/steps/", {"steps": steps})


def type_side(client: Client, side: str, **angles: str) -> HttpResponse:
    return client.post(f"/check/{side}-side/", reading(**angles))


def whole_check(
    client: Client,
    *ticked: str,
    left: dict[str, str] = TIGHT,
    right: dict[str, str] = LOOSE,
) -> HttpResponse:
    answer_safety(client, *ticked)
    answer_week(client)
    type_side(client, "left", **left)
    return type_side(client, "right", **right)
