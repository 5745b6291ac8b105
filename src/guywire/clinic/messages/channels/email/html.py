"""The HTML of an email, made from its text, so that both say the same.

In the text, blank lines part the paragraphs, and two spaces at the start of a line set it apart.
The private link stands on a line of its own and becomes the button.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from guywire.clinic.messages.outgoing import Outgoing

INDENT = "  "


@dataclass(frozen=True)
class Block:
    """One paragraph, a few lines set apart, or the button."""

    kind: str
    lines: list[str]


def html_of(outgoing: Outgoing) -> str:
    context = {
        "clinic": outgoing.sender.name,
        "colors": outgoing.sender.colors,
        "subject": outgoing.subject,
        "blocks": list(_blocks(outgoing)),
        "address": outgoing.address,
        "action": outgoing.action or _("Open the page"),
    }
    return render_to_string("messages/email.html", context)


def _blocks(outgoing: Outgoing) -> Iterator[Block]:
    lines = outgoing.text.strip("\n").splitlines()
    for is_text, group in groupby(lines, key=lambda line: bool(line.strip())):
        if is_text:
            yield from _blocks_of(list(group), outgoing)


def _blocks_of(paragraph: list[str], outgoing: Outgoing) -> Iterator[Block]:
    lines = [line.strip() for line in paragraph]
    if lines == [outgoing.address]:
        yield Block("button", lines)
    elif lines != [outgoing.sender.name]:  # It stands at the top of the page already.
        for apart, group in groupby(paragraph, key=lambda line: line.startswith(INDENT)):
            yield Block("facts" if apart else "paragraph", [line.strip() for line in group])
