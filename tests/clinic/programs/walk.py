"""Walking program and session as a browser without scripts does."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.clinic.checks.walk import answer_safety

AFTER = {"comfortable": "yes", "feeling": "same", "ended": "all", "note": ""}


def screened(client: Client, *ticked: str) -> Client:
    answer_safety(client, *ticked)
    return client


def begin(client: Client, before: str = "4") -> HttpResponse:
    answers = {"before": before, "support_supine": "yes", "support_prone": "no"}
    return client.post("/session/", answers)


def hidden_fields(client: Client) -> dict[str, str]:
    page = client.get("/session/run/").content.decode()
    names = ("session", "started_at", "before")
    return {name: _value(page, name) for name in names}


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field called {name} on the page"
    return found[1]


def whole_session(client: Client, **answers: Any) -> HttpResponse:
    begin(client)
    return client.post("/session/after/", hidden_fields(client) | AFTER | answers)
