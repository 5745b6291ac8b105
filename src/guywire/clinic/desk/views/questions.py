from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk.models import QueueItem
from guywire.clinic.desk.queue import QUESTION, refresh
from guywire.clinic.desk.queue_forms import AnswerForm
from guywire.clinic.desk.queue_queries import SHOWN_WITH
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.views.queue import item_forms
from guywire.clinic.insurance.models import StandardAnswer
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.welcome import answers, services
from guywire.clinic.welcome.models import WebQuestion


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(WebQuestion.objects.select_related("patient"), pk=pk)
    standard_answers = list(StandardAnswer.objects.all())
    chosen = request.GET.get("answer")
    text = next((one.text for one in standard_answers if str(one.pk) == chosen), asked.answer)
    initial = {"note": asked.note, "answer": text}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        is_sent = services.close_question(asked, staff_of(request), **form.cleaned_data)
        text = "Answered. They get an email with a link to it." if is_sent else "Closed."
        messages.success(request, text)
        return redirect("desk_queue")
    record_look(staff_of(request), "question", [asked.patient_id], questions=[asked.pk])
    item = _item_of(asked)
    context = {
        "question": asked,
        "form": form,
        "item": item,
        "standard_answers": standard_answers,
        "can_send": answers.can_send(asked),
        **item_forms(item),
    }
    return render(request, "desk/question.html", context)


def _item_of(asked: WebQuestion) -> QueueItem:
    """The item; a closed question of before there was a queue gets one to show."""
    items = QueueItem.objects.select_related(*SHOWN_WITH).prefetch_related("attempts__staff")
    item = items.filter(question=asked).first()
    if item is not None:
        return item
    if asked.closed_at is None:
        refresh(QUESTION, asked.pk)
        return items.get(question=asked)
    return QueueItem(question=asked, closed_at=asked.closed_at)


@require_POST
@staff_only(*EVERYBODY)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    services.reopen_question(get_object_or_404(WebQuestion, pk=pk), staff_of(request))
    return redirect("desk_question", pk)
