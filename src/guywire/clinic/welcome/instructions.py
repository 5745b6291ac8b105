"""What the Instructions for Use say that the rules of care know better than the page."""

from datetime import date
from importlib.metadata import version
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from guywire.care.program import STANDARD_DOSE
from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS, RedFlag
from guywire.clinic import pdf
from guywire.clinic.pdf import on_paper
from guywire.clinic.welcome.content import remembered_part
from guywire.clinic.welcome.queries import current_clinic

TEXT_DATE = date(2026, 11, 27)


def contents() -> dict[str, Any]:
    return {
        "red_flags": red_flags_by_place(),
        "reasons_not_to_stretch": REASONS_NOT_TO_STRETCH,
        "dose": STANDARD_DOSE,
        "version": version("guywire"),
        "text_date": TEXT_DATE,
    }


def document() -> str:
    """The same instructions as one HTML document that holds everything it needs."""
    clinic = current_clinic()
    context = contents() | {"clinic": clinic} | on_paper(clinic)
    return render_to_string("welcome/instructions_document.html", context)


def as_pdf() -> bytes:
    """Made once for each language while the practice is as it is: it is about no one."""
    return remembered_part("instructions.pdf", lambda: pdf.render_pdf(document()))


def red_flags_by_place() -> list[dict[str, Any]]:
    """The most urgent place first, each with the answers that send a person there."""

    def place(flag: RedFlag) -> int:
        return flag.where_to_go

    grouped = groupby(sorted(RED_FLAGS, key=place), key=lambda flag: flag.where_to_go)
    return [{"where": where, "flags": list(flags)} for where, flags in grouped]
