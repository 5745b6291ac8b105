"""The answer to a question from the web: an email with a private link, and the page behind it.

The email names no health: others may read a mailbox. The page has what was asked and answered.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.services import write_to_address
from guywire.clinic.people.queries import retention
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.queries import clinic_sender, current_clinic

SALT = "guywire.welcome.answer"


def can_send(question: WebQuestion) -> bool:
    return bool(question.email) and email_enabled()


def write_answer(question: WebQuestion) -> bool:
    """Queue an email about the answer. Return whether one reaches the person."""
    if not can_send(question):
        return False
    write_to_address(Kind.ANSWER, question.email, question.patient, question=question.pk)
    return True


@renders(Kind.ANSWER)
def render_answer(message: Message) -> Outgoing | None:
    """Return None when the question or its answer is gone."""
    question = _answered(message.reference["question"])
    if question is None or not question.email:
        return None
    path = reverse("answer", args=[Signer(salt=SALT).sign(str(question.pk))])
    address = f"{settings.PUBLIC_URL}{path}"
    text = render_to_string(
        "welcome/answer_email.txt", {"clinic": current_clinic(), "address": address}
    )
    return Outgoing(
        question.email,
        _("We have answered you"),
        text,
        clinic_sender(),
        address=address,
        action=_("Read the answer"),
    )


@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    question = _question_behind(token)
    if question is None:
        response = render(request, "welcome/no_such_answer.html", status=404)
    else:
        response = render(request, "welcome/answer.html", {"question": question})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _question_behind(token: str) -> WebQuestion | None:
    """None when the link is forged or cut short, or when the answer is gone or too old."""
    try:
        number = int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    question = _answered(number)
    since = timezone.now() - timedelta(days=retention().link_days)
    if question is None or question.answered_at is None or question.answered_at < since:
        return None
    return question


def _answered(number: int) -> WebQuestion | None:
    answered = WebQuestion.objects.filter(pk=number, answered_at__isnull=False)
    return answered.exclude(answer="").first()
