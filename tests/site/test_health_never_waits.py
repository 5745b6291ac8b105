"""`/healthz` is answered beside whatever else is going on."""

import asyncio
import json
from threading import Event
from typing import Any

import pytest

from guywire.site.front import health as front_health
from guywire.site.front.health import Health


def test_a_database_that_does_not_answer_is_said_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_health, "MAX_WAIT_SECONDS", 0.01)
    answered = Event()

    def hangs() -> dict[str, Any]:
        answered.wait()
        return {"status": "ok"}

    answer = asyncio.run(Health(hangs).answer())
    answered.set()
    assert answer.status == 503
    assert "has not answered" in json.loads(answer.body)["status"]


def test_what_is_wrong_makes_it_503() -> None:
    answer = asyncio.run(Health(lambda: {"status": "The worker is late."}).answer())
    assert (answer.status, json.loads(answer.body)) == (503, {"status": "The worker is late."})


def test_a_server_that_is_starting_is_healthy() -> None:
    answer = asyncio.run(Health(lambda: {"status": "starting"}).answer())
    assert (answer.status, json.loads(answer.body)) == (200, {"status": "starting"})


def test_any_number_of_questions_cost_one_look() -> None:
    looks = []

    def look() -> dict[str, Any]:
        looks.append(1)
        return {"status": "ok"}

    async def many() -> set[int]:
        health = Health(look)
        answers = await asyncio.gather(*(health.answer() for _ in range(100)))
        return {answer.status for answer in answers}

    assert asyncio.run(many()) == {200}
    assert len(looks) == 1
