"""The proof pack is what its tables say, and every place it names is there."""

import re
from collections import Counter

import pytest

from proof import roles, standards
from proof.places import PROOF, ROOT

TABLES = ("asvs.psv", "wcag.psv")
ABSENT = {
    "GraphQL": "graphql",
    "JNDI": "jndi",
    "LDAP": "ldap",
    "LaTeX": "pdflatex|xelatex",
    "OAuth": "oauth|allauth.socialaccount",
    "OpenID Connect": "openid",
    "WebSockets": r"new WebSocket|websockets=True",
    "XML": r"etree|minidom|sax.parse|expat|lxml",
    "XPath": r"\bxpath",
    "identity": "allauth.socialaccount|allauth.idp|saml",
    "media server": r"mediasoup|janus|livekit",
    "memcached": r"\bmemcache",
    "upload": r"FileField\(|ImageField\(|request\.FILES",
}
"""What the table says is not there, by its word, and how it would look in the source."""


@pytest.mark.parametrize("table", TABLES)
def test_every_place_that_shows_a_requirement_is_there(table: str) -> None:
    rows = standards.requirements(table)
    assert [row.evidence for row in rows if not row.place.exists()] == []


@pytest.mark.parametrize("table", TABLES)
def test_what_is_met_is_shown_and_what_is_not_has_a_reason(table: str) -> None:
    for row in standards.requirements(table):
        assert row.verdict in standards.WORDS
        assert row.note
        assert row.evidence or row.verdict != "met"


def test_what_the_table_says_is_not_there_is_not_there() -> None:
    """A feature that comes later makes its rows apply."""
    files = [
        path for ending in ("py", "js", "html") for path in (ROOT / "src").rglob(f"*.{ending}")
    ]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    there = {word for word, looks in ABSENT.items() if re.search(looks, source, re.IGNORECASE)}
    reasons = {row.note for row in standards.requirements("asvs.psv") if row.verdict == "na"}
    denied = re.compile(rf"\b(?:no|not any) (?:{'|'.join(sorted(there))})", re.IGNORECASE)
    assert {reason for reason in reasons if denied.search(reason)} == set()
    assert there == {"upload"}


def test_the_table_has_each_requirement_of_levels_1_and_2_once() -> None:
    rows = standards.requirements("asvs.psv")
    assert len({row.id for row in rows}) == 253
    assert Counter(row.level for row in rows) == {"1": 70, "2": 183}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("asvs.md", standards.asvs_page),
        ("wcag.md", standards.wcag_page),
        ("roles.md", roles.page),
    ],
)
def test_the_page_is_what_make_proof_writes(page: str, text: object) -> None:
    assert (PROOF / page).read_text(encoding="utf-8") == text()  # type: ignore[operator]
