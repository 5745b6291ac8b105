from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk.forms import AnswerForm
from guywire.clinic.desk.looks import numbers_of, questions_in
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.welcome import services
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.queries import closed_questions, open_questions

RECENT = 20


@require_safe
@staff_only(*EVERYBODY)
def questions(request: HttpRequest) -> HttpResponse:
    waiting, closed = list(open_questions()), list(closed_questions()[:RECENT])
    shown = [*waiting, *closed]
    record_look(staff_of(request), "questions", numbers_of(shown), questions=questions_in(shown))
    context = {"open": waiting, "closed": closed}
    return render(request, "desk/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(WebQuestion, pk=pk)
    form = AnswerForm(request.POST or None, initial={"note": asked.note})
    if not form.is_bound:
        record_look(staff_of(request), "question", [asked.patient_id], questions=[asked.pk])
    if form.is_bound and form.is_valid():
        services.close_question(asked, staff_of(request), form.cleaned_data["note"])
        return redirect("desk_questions")
    return render(request, "desk/question.html", {"question": asked, "form": form})


@require_POST
@staff_only(*EVERYBODY)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    services.reopen_question(get_object_or_404(WebQuestion, pk=pk), staff_of(request))
    return redirect("desk_question", pk)
