"""A page as a tagged PDF (PDF/UA-1), made by WeasyPrint from HTML that needs nothing from outside.

WeasyPrint is imported only when somebody asks for a PDF: it is slow to load, and it needs the
system's Pango, which a bare machine may not have.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from PIL import ImageFile

from guywire.clinic.people.limits import Limit
from guywire.clinic.welcome.colors import style_sheet
from guywire.clinic.welcome.models import Clinic

logger = logging.getLogger(__name__)
PDFS_PER_NETWORK = Limit("pdf", 60, timedelta(hours=1))
"""Each costs about a second of the processor."""
MISSING = (
    "No PDF could be made: WeasyPrint or the Pango library it needs could not be loaded (%s). "
    "On Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
DRAWING = re.compile(r'<svg[^>]*\saria-label="([^"]*)"[^>]*>')


USE_PRINT = gettext_lazy(
    "We cannot make a PDF right now. Use your browser’s print instead. It prints this page."
)


class PdfUnavailableError(RuntimeError):
    """This machine cannot make PDFs; the log says what is missing."""


def pdf_response(
    request: HttpRequest, render: Callable[[], bytes], name: str, *, otherwise: str
) -> HttpResponse:
    """The PDF, or, where none can be made, the page called `otherwise` and a plain sentence.

    Nothing of it is stored here: it may be about a person.
    """
    if not PDFS_PER_NETWORK.spend_for_network(request):
        messages.warning(request, USE_PRINT)
        return redirect(otherwise)
    try:
        pdf = render()
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
    # WeasyPrint turns it on for the whole process. What an owner uploads must be whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    nothing = URLFetcher(allowed_protocols=("data",))
    page = HTML(string=html, base_url=settings.PUBLIC_URL, url_fetcher=nothing)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def stylesheet(*names: str) -> str:
    """The text of static stylesheets, to stand in the page itself."""
    return "\n".join(_read(name) for name in names)


def on_paper(clinic: Clinic, *stylesheets: str) -> dict[str, str]:
    """Return the styles and the logo of the practice as a document carries them itself."""
    styles = stylesheet("site/tokens.css", *stylesheets)
    if clinic.color:
        styles += style_sheet(clinic.color)
    logo = ""
    if clinic.logo:
        logo = "data:image/webp;base64," + b64encode(bytes(clinic.logo.content)).decode()
    return {"styles": mark_safe(styles), "logo_source": logo}  # noqa: S308


def with_titles(html: str) -> str:
    """Give each drawing its text as its title, which a reader of the PDF hears."""
    return DRAWING.sub(lambda drawing: f"{drawing[0]}<title>{drawing[1]}</title>", html)


def _read(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(f"there is no static file {name!r}")
    return Path(str(found)).read_text("utf-8")
