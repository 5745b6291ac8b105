"""A page as a tagged PDF (PDF/UA-1), made by WeasyPrint from HTML that needs nothing from outside.

WeasyPrint is imported only when somebody asks for a PDF: it is slow to load, and it needs the
system's Pango, which a bare machine may not have.
"""

import logging
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape

from guywire.clinic.people.limits import Limit

logger = logging.getLogger(__name__)
PDFS_PER_NETWORK = Limit("pdf", 60, timedelta(hours=1))
"""Each costs about a second of the processor."""
MISSING = (
    "No PDF could be made: WeasyPrint or the Pango library it needs could not be loaded (%s). "
    "On Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
DRAWING = re.compile(r'<svg[^>]*\saria-label="([^"]*)"[^>]*>')
FONT = re.compile(r"font: (\d+) (\d+px) ([^;}]+)")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
FIRST_ROOT = re.compile(r":root\s*{([^}]*)}")
DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")


USE_PRINT = (
    "We cannot make a PDF here right now. Please use your browser’s print instead: it prints this "
    "page."
)


class PdfUnavailableError(RuntimeError):
    """This machine cannot make PDFs; the log says what is missing."""


def pdf_response(request: HttpRequest, html: str, name: str, *, otherwise: str) -> HttpResponse:
    """The PDF, or, where none can be made, the page called `otherwise` and a plain sentence.

    Nothing of it is stored: it may be about a person.
    """
    if not PDFS_PER_NETWORK.spend_for_network(request):
        messages.warning(request, USE_PRINT)
        return redirect(otherwise)
    try:
        pdf = render_pdf(html)
    except PdfUnavailableError:
        messages.warning(request, USE_PRINT)
        return redirect(otherwise)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def render_pdf(html: str) -> bytes:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        logger.error(MISSING, error)
        raise PdfUnavailableError from error
    nothing = URLFetcher(allowed_protocols=())
    page = HTML(string=html, base_url=settings.PUBLIC_URL, url_fetcher=nothing)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def stylesheet(*names: str) -> str:
    """The text of static stylesheets, to stand in the page itself."""
    return "\n".join(_read(name) for name in names)


def with_drawings(html: str, *names: str) -> str:
    """Give each drawing its own title and the rules for its shapes: in a PDF a drawing sees
    neither the page's stylesheets nor their variables."""
    style = _plain_rules(names)
    return DRAWING.sub(
        lambda drawing: f"{drawing[0]}<title>{drawing[1]}</title><style>{style}</style>", html
    )


@cache
def _plain_rules(names: tuple[str, ...]) -> str:
    """The rules for shapes in these stylesheets, with each variable's light value filled in."""
    values: dict[str, str] = {}
    rules: list[str] = []
    for name in names:
        text = _read(name)
        root = FIRST_ROOT.search(text)
        values |= dict(DECLARED.findall(root[1])) if root else {}
        rules += [line for line in text.splitlines() if line.startswith((".fig-", ".figure-"))]
    filled = VARIABLE.sub(lambda variable: values[variable[1]], " ".join(rules))
    return escape(FONT.sub(r"font-weight: \1; font-size: \2; font-family: \3", filled))


def _read(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(f"there is no static file {name!r}")
    return Path(str(found)).read_text("utf-8")
