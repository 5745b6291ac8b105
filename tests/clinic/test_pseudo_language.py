"""No sentence of a person's page goes around the catalog: none is plain when all have accents."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from tests import persons_pages
from tests.clinic.visits.conftest import *  # noqa: F403
from tests.persons_pages import Person
from tests.plain_english import of_the_practice, plain_english
from tests.pseudo_language import *  # noqa: F403

pytestmark = pytest.mark.django_db


def leaks(*people: Person) -> list[str]:
    """Each plain text once, after the first page that shows it."""
    allowed, found = [*of_the_practice(), version("guywire")], {}
    for person in people:
        for path in person.paths:
            response = person.client.get(path, follow=True)
            assert response.status_code < 500, path
            if "html" in response.headers.get("Content-Type", ""):
                for text in plain_english(response.content.decode(), allowed):
                    found.setdefault(text, f"{person.name} {path}")
    return [f"{where}: {text}" for text, where in found.items()]


def test_outsider(clinic, pseudo_language) -> None:
    assert leaks(persons_pages.outsider()) == []


def test_halfway(clinic, pseudo_language) -> None:
    assert leaks(persons_pages.halfway(), persons_pages.resting()) == []


def test_sent_away(clinic, pseudo_language) -> None:
    away = [persons_pages.sent_away(item) for item in ("saddle_numbness", "fever", "pregnant")]
    assert leaks(*away) == []


def test_measured(clinic, pseudo_language) -> None:
    assert leaks(persons_pages.measured()) == []


def test_visits(monday, patient, ana, riverside, pseudo_language) -> None:
    booked = persons_pages.booked(patient, riverside, ana)
    assert leaks(persons_pages.booking(riverside, ana), booked) == []
