"""Each email is text and HTML of the same sentences, and loads nothing from anywhere."""

import re
from html import unescape

import pytest

from guywire.clinic.messages.channels.email.compose import compose
from guywire.clinic.messages.outgoing import Outgoing, Sender

LINK = "https://mast.example.org/visits/abc.0:def/"
TEXT = f"""Your visit is booked:

  Tue, Mar 3, 2026, 9:00 am
  With <Ana> Ruiz & co

To change the time, open this page:

  {LINK}

Or call us: (503) 555-0142

Mast
"""


@pytest.fixture
def html() -> str:
    outgoing = Outgoing(
        "pat@example.org", "It is booked", TEXT, Sender("Mast"), None, LINK, "Open your visit"
    )
    email = compose(outgoing, "<1@example.org>")
    ((content, kind),) = email.alternatives
    assert (kind, email.body) == ("text/html", TEXT)
    return str(content)


def test_html_says_each_line_of_the_text(html: str) -> None:
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
    for line in filter(None, (line.strip() for line in TEXT.splitlines())):
        assert line in words
    assert "<Ana>" not in html


def test_private_link_is_the_button_and_the_only_address(html: str) -> None:
    assert set(re.findall(r'(?:href|src|background|url)\s*[=(]\s*"?([^")\s>]+)', html)) == {LINK}
    assert 'href="' + LINK in html
    assert "Open your visit" in html


def test_nothing_is_loaded_and_nobody_is_counted(html: str) -> None:
    for part in ("<img", "<script", "<link", "@import", "@font-face", "url("):
        assert part not in html
    assert "prefers-color-scheme: dark" in html
