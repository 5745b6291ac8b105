from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guywire.care.screening_items import WhereToGo
from guywire.care.tonight import ADVICE, worrying_signs
from guywire.clinic.pdf import pdf_response
from guywire.clinic.public_page import public_page
from guywire.clinic.welcome import instructions, queries, services
from guywire.clinic.welcome.forms import CallBackForm, HelpForm, InsuranceForm, WebQuestionForm
from guywire.clinic.welcome.models import BodyPart, Kind

FORMS: dict[str, type[WebQuestionForm]] = {
    Kind.HELP: HelpForm,
    Kind.INSURANCE: InsuranceForm,
    Kind.CALL_BACK: CallBackForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask (GET), or keep what was asked (POST) and say what happens next."""
    form = FORMS[kind](request.POST or None, initial=chosen_on_the_way(request))
    if form.is_bound and form.is_valid() and form.may_be_sent(request):
        if not form.from_a_machine:
            services.ask(kind, form.mark(), **form.answers())
        return redirect("thanks", kind)
    return render(request, f"welcome/{kind}.html", {"form": form})


def chosen_on_the_way(request: HttpRequest) -> dict[str, str]:
    part = request.GET.get("part")
    return {"body_part": part} if part in BodyPart.values else {}


@require_safe
def thanks(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    day = queries.answer_day(kind, timezone.now(), queries.current_clinic())
    return render(request, "welcome/thanks.html", {"kind": kind, "answer_day": day})


@require_safe
@public_page()
def tonight(request: HttpRequest) -> HttpResponse:
    """Help for a person who may not stretch, or whose back hurts while the clinic is closed."""
    context = {
        "advice": ADVICE,
        "emergency_signs": worrying_signs(WhereToGo.EMERGENCY),
        "doctor_signs": worrying_signs(WhereToGo.DOCTOR_TODAY),
    }
    return render(request, "welcome/tonight.html", context)


@require_safe
@public_page()
def instructions_for_use(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/instructions.html", instructions.contents())


@require_safe
def instructions_pdf(request: HttpRequest) -> HttpResponse:
    name = "guywire-instructions-for-use.pdf"
    return pdf_response(request, instructions.as_pdf, name, otherwise="instructions")
