"""A section signed by us that has a shape we no longer read never stops a page."""

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from guywire.clinic.people.device import DeviceRecord

pytestmark = pytest.mark.django_db

CHECK = {
    "shape": 1,
    "edition": 1,
    "id": "a",
    "started_at": "2026-01-01T00:00:00+00:00",
    "screened_at": "2026-01-01T00:00:00+00:00",
    "asked": [],
    "ticked": [],
    "sitting_hours": None,
    "steps": None,
    "sides": {},
}
NOT_UNDERSTOOD: list[tuple[str, dict[str, Any]]] = [
    ("check", {"shape": 1}),
    ("check", CHECK | {"started_at": "nope"}),
    ("check", CHECK | {"sides": []}),
    ("check", CHECK | {"sides": {"up": {}}}),
    ("check", CHECK | {"sides": {"left": {"thigh": "abc"}}}),
    ("program", {"v": 1, "s": [1]}),
    ("program", {"v": 1, "s": 5}),
    ("program", {"v": 1, "w": [["x", "y"]]}),
    ("program", {"v": 1, "q": [[739000, 1 << 24]]}),
    ("program", {"v": 1, "q": [[739000, -1]]}),
    ("program", {"v": 1, "q": [[739000, "x"]]}),
    ("program", {"v": 1, "h": 1e30}),
    ("program", {"v": 1, "b": ["a", 10, 5, [99]]}),
    ("visits", {"links": 5}),
    ("sharing", {"patient": "nope"}),
    ("sharing", {"patient": [1]}),
]
PAGES = ["/", "/check/", "/check/result/", "/program/", "/progress/", "/visits/", "/device/"]


def packed(section: str, content: object) -> str:
    return signing.dumps(content, salt=f"guywire.device.{section}", compress=True)


@pytest.mark.parametrize(("section", "content"), NOT_UNDERSTOOD)
def test_it_counts_as_nothing_on_every_page(
    outsider: Client, section: str, content: dict[str, Any]
) -> None:
    outsider.cookies[f"guywire_{section}"] = cookie = packed(section, content)
    assert DeviceRecord({f"guywire_{section}": cookie}).read(section) == {}
    assert all(outsider.get(page).status_code in (200, 302) for page in PAGES)


@pytest.mark.parametrize("link", [5, None, "", "a:b", [1]])
def test_a_remembered_visit_that_is_no_link_is_left_out(outsider: Client, link: object) -> None:
    outsider.cookies["guywire_visits"] = packed("visits", {"links": [link]})
    assert outsider.get("/visits/").status_code == 200


def test_what_is_understood_stays() -> None:
    record = DeviceRecord({"guywire_check": packed("check", CHECK)})
    assert record.read("check") == CHECK
