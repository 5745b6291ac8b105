"""The program on paper: drawings, the rule of care, a log to fill in, and a way back by phone."""

from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guywire.care.escalation import RULES
from guywire.care.program import NextStep, Program
from guywire.care.session import IN_A_SESSION
from guywire.clinic import pdf
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.pdf import on_paper, pdf_response
from guywire.clinic.people.device import device_of
from guywire.clinic.programs import device_state
from guywire.clinic.programs.running import first_holds
from guywire.clinic.translation import translated
from guywire.clinic.welcome.instructions import red_flags_by_place
from guywire.clinic.welcome.queries import current_clinic
from guywire.hips.beginnings import gentle_means, has_starts

LOG_LINES = 8


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    program = device_state.program_on(device_of(request))
    if program.next_step is not NextStep.STRETCH:
        return redirect("program")
    return render(request, "programs/paper.html", contents(program))


@require_safe
def paper_pdf(request: HttpRequest) -> HttpResponse:
    program = device_state.program_on(device_of(request))
    if program.next_step is not NextStep.STRETCH:
        return redirect("program")
    name = "guywire-program.pdf"
    return pdf_response(
        request, lambda: pdf.render_pdf(document(program)), name, otherwise="program_paper"
    )


def contents(program: Program) -> dict[str, Any]:
    thresholds = current_thresholds()
    session_url = settings.PUBLIC_URL + reverse("session")
    return {
        "program": program,
        "gentle_means": gentle_means() if has_starts(program) else "",
        "holds": [(hold, translated(hold.coaching.ease_off[0])) for hold in first_holds(program)],
        "in_a_session": IN_A_SESSION,
        "rules": [(one, one.sentence(thresholds)) for one in RULES if not one.is_for_clinic],
        "places": red_flags_by_place(),
        "printed_on": device_state.today(),
        "session_url": session_url,
        "qr_code": qr_code(session_url),
        "log_lines": range(LOG_LINES),
    }


def document(program: Program) -> str:
    """The paper as one HTML document that holds everything it needs."""
    clinic = current_clinic()
    context = contents(program) | {"clinic": clinic} | on_paper(clinic)
    return render_to_string("programs/paper_document.html", context)


def qr_code(url: str) -> SafeString:
    """A code that a phone's camera reads; black on white in every color scheme."""
    code = segno.make(url, error="m", micro=False)
    return mark_safe(  # noqa: S308
        code.svg_inline(
            omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=""
        ).replace(
            "<svg ", f'<svg role="img" aria-label="{_("Code that opens the session page")}" ', 1
        )
    )
