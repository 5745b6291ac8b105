"""Walking the check as a browser without scripts does: one form after another."""

from django.http import HttpResponse
from django.test import Client

from guywire.clinic.checks.record import QUESTIONS

TIGHT = {"pelvis": "0", "thigh": "10", "shin": "-30"}
LOOSE = {"pelvis": "12", "thigh": "-28", "shin": "-92"}


def reading(**angles: str) -> dict[str, str]:
    """Angles as typed; several repeats are separated by a space."""
    return {
        f"{name}_{index}": text
        for name, typed in angles.items()
        for index, text in enumerate(typed.split())
    }


def answer_safety(client: Client, *ticked: str) -> HttpResponse:
    """Answer every safety question, ticking these items and otherwise none of them."""
    response = client.post("/check/")
    for question_id, question in QUESTIONS.items():
        here = [item.id for item in question.items if item.id in ticked] or ["none"]
        response = client.post(f"/check/safety/{question_id}/", {"ticked": here})
    return response


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
