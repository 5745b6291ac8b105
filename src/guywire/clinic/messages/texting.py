"""Who may be texted: what people agreed to, and the words STOP and START."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guywire.clinic.messages.models import Message, State, StoppedNumber, TextConsent
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit

CONSENT_EDITION = "2026-11"
CONSENT_WORDS = gettext_lazy(
    "Text me at this number about my visits and messages: a sentence and a link each time. "
    "Message and data rates may apply. I can reply STOP at any time. I do not need to agree to "
    "get care."
)
"""What people agree to. New words need a new edition: both are stored with each consent."""
STARTED_WORDS = "The person replied START to a text message."
# The words that Twilio acts on too:
# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
STOP_BEGINNINGS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "OPTOUT", "ALTO"})
"""Also with more words after them: whoever begins like this wants no texts."""
STOP_WORDS = STOP_BEGINNINGS | {"CANCEL", "END", "QUIT", "REVOKE", "PARAR", "CANCELAR"}
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO", "AYUDA"})


@transaction.atomic
def agree(patient: Patient, by: Staff | None = None) -> None:
    """Save that the person agreed to texts at the number they have now."""
    active = patient.text_consents.filter(withdrawn_at=None)
    if active.filter(phone=patient.phone).exists():
        return
    active.update(withdrawn_at=timezone.now())
    TextConsent.objects.create(
        patient=patient,
        phone=patient.phone,
        words=str(CONSENT_WORDS),
        edition=CONSENT_EDITION,
        staff=by,
    )
    if by is not None:
        record_audit(by, "text_consent.give", patient)


@transaction.atomic
def withdraw(patient: Patient, by: Staff) -> None:
    patient.text_consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    _waiting_to(patient.phone).update(state=State.DROPPED, closed_at=timezone.now(), recipient="")
    record_audit(by, "text_consent.withdraw", patient)


@dataclass(frozen=True)
class Texts:
    """Whether a person gets texts, for their chart."""

    agreed_at: datetime | None
    is_stopped: bool
    words: str


def texts_of(patient: Patient) -> Texts:
    agreed = patient.text_consents.filter(phone=patient.phone, withdrawn_at=None).first()
    agreed_at = agreed.given_at if agreed else None
    return Texts(agreed_at, is_stopped(patient.phone), str(CONSENT_WORDS))


def is_stopped(phone: str) -> bool:
    return StoppedNumber.objects.filter(phone=phone).exists()


def word_in(text: str) -> str:
    """What one text asks for: "stop", "start", "help", or "" for anything else."""
    words = re.findall(r"[A-Z]+", text.upper()[:200].replace("OPT OUT", "OPTOUT")) or [""]
    if words[0] in STOP_BEGINNINGS:
        return "stop"
    word = words[0] if len(words) == 1 else ""
    for name, known in (("stop", STOP_WORDS), ("start", START_WORDS), ("help", HELP_WORDS)):
        if word in known:
            return name
    return ""


@transaction.atomic
def stop(phone: str) -> None:
    """Text this number no more, whoever's it is, and drop what waits for it."""
    StoppedNumber.objects.get_or_create(phone=phone)
    now = timezone.now()
    TextConsent.objects.filter(phone=phone, withdrawn_at=None).update(
        withdrawn_at=now, stopped_by_text=True
    )
    _waiting_to(phone).update(state=State.DROPPED, closed_at=now, recipient="")


@transaction.atomic
def start(phone: str) -> None:
    """Undo STOP: whoever agreed before at this number has agreed again."""
    StoppedNumber.objects.filter(phone=phone).delete()
    stopped = TextConsent.objects.filter(phone=phone, stopped_by_text=True)
    for patient in Patient.objects.filter(text_consents__in=stopped, phone=phone).distinct():
        if not patient.text_consents.filter(withdrawn_at=None).exists():
            TextConsent.objects.create(
                patient=patient, phone=phone, words=STARTED_WORDS, edition=CONSENT_EDITION
            )


def _waiting_to(phone: str) -> models.QuerySet[Message]:
    return Message.objects.filter(channel="sms", recipient=phone, state=State.WAITING)


def help_text(clinic_name: str, phone_text: str) -> str:
    """What HELP is answered with, and any other text: no one reads this number."""
    return _("{clinic}: no one reads texts here. Call {phone}. Reply STOP to end texts.").format(
        clinic=clinic_name, phone=phone_text
    )
