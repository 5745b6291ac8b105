"""Each public page says in its head what it is: a title and a description of its own."""

import re
from html import unescape

from django.test import Client

PAGES = (
    "/",
    "/visits/",
    "/help/",
    "/insurance/",
    "/call-back/",
    "/instructions/",
    "/tonight/",
    "/why/",
    "/evidence/",
    "/rules/",
    "/check/",
    "/program/",
)
MAX_DESCRIPTION_CHARS = 160


def head_of(client: Client, path: str) -> tuple[str, str]:
    page = client.get(path).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    description = re.search(r'<meta name="description" content="(.*?)">', page, re.DOTALL)
    assert title is not None
    assert description is not None
    return unescape(title[1]), unescape(description[1])


def test_no_two_public_pages_share_a_title_or_a_description(outsider: Client) -> None:
    heads = [head_of(outsider, path) for path in PAGES]
    assert len({title for title, _ in heads}) == len(PAGES)
    assert len({description for _, description in heads}) == len(PAGES)
    assert all(40 <= len(description) <= MAX_DESCRIPTION_CHARS for _, description in heads)
