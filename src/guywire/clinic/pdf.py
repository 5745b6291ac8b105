"""A page as a tagged PDF (PDF/UA-1), set by Typst from the HTML of a document of ours."""

import json
import logging
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from guywire.clinic.page_tree import Node, find_all, page_tree, text_of
from guywire.clinic.people.limits import Limit
from guywire.clinic.welcome.models import Clinic

logger = logging.getLogger(__name__)
PDFS_PER_NETWORK = Limit("pdf", 60, timedelta(hours=1))
PAPER = Path(__file__).parent / "paper"
LOGO = "data:image/webp;base64,"
QUOTED = re.compile(r"`.*`", re.DOTALL)
"""What Typst repeats of the text, which may name a person."""
NOT_ACCESSIBLE = (
    "A PDF was made that does not meet PDF/UA-1 (%s). "
    "A script in it likely needs a font that this machine lacks: install one, as fonts-noto-cjk."
)
COLOR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
USE_PRINT = gettext_lazy(
    "We cannot make a PDF right now. Use your browser’s print instead. It prints this page."
)


def pdf_response(
    request: HttpRequest, render: Callable[[], bytes], name: str, *, otherwise: str
) -> HttpResponse:
    """The PDF, or, past the limit, the page called `otherwise` and a plain sentence.

    Nothing of it is stored here: it may be about a person.
    """
    if not PDFS_PER_NETWORK.spend_for_network(request):
        messages.warning(request, USE_PRINT)
        return redirect(otherwise)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(render(), content_type="application/pdf", headers=headers)


def render_pdf(html: str) -> bytes:
    """Set a document of ours on paper. What it shows comes with it: nothing is fetched."""
    inputs = {"sheet": json.dumps(_sheet(page_tree(html)))}
    try:
        return _compiled(inputs, "ua-1")
    except typst.TypstError as error:
        # A name in a script for which this machine has no font: a PDF with gaps beats none.
        logger.warning(NOT_ACCESSIBLE, QUOTED.sub("…", error.message))
        return _compiled(inputs, None)


def on_paper(clinic: Clinic) -> dict[str, str]:
    """Return the logo of the practice as a document carries it itself."""
    if not clinic.logo:
        return {"logo_source": ""}
    return {"logo_source": LOGO + b64encode(bytes(clinic.logo.content)).decode()}


def _compiled(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        PAPER / "sheet.typ",
        root=PAPER,
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=standard,
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours, and for other scripts those of the machine."""
    return typst.Fonts(font_paths=[PAPER / "fonts"])


def _sheet(document: Node) -> dict[str, Any]:
    """What paper/sheet.typ needs to know of a document."""
    said = {meta["values"].get("name"): meta["values"] for meta in find_all(document, "meta")}
    colors = dict(_colors())
    if "theme-color" in said:
        colors["brand"] = said["theme-color"]["content"]
    for picture in find_all(document, "img"):
        picture["bytes"] = list(b64decode(picture["values"]["src"].removeprefix(LOGO)))
    language, _, region = find_all(document, "html")[0]["values"]["lang"].partition("-")
    return {
        "title": text_of(find_all(document, "title")[0]),
        "author": said["author"]["content"],
        "language": language,
        "region": region or None,
        "address": settings.PUBLIC_URL,
        "colors": colors,
        "body": find_all(document, "body")[0],
    }


@cache
def _colors() -> tuple[tuple[str, str], ...]:
    """The light colors of tokens.css, which names every color once."""
    tokens = Path(str(finders.find("site/tokens.css"))).read_text("utf-8")
    return tuple(COLOR.findall(tokens.partition("@media")[0]))
