"""The private link of a thread: signed for this purpose alone, and impossible to guess."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from guywire.clinic.conversations.models import Thread
from guywire.clinic.people.models import Patient
from guywire.clinic.people.queries import retention

SALT = "guywire.conversations.link"


def token_of(thread: Thread) -> str:
    return Signer(salt=SALT).sign(f"{thread.public_id.hex}.{thread.link_version}")


def full_address(thread: Thread) -> str:
    return f"{settings.PUBLIC_URL}{reverse('thread', args=[token_of(thread)])}"


def patient_behind(token: str) -> Patient | None:
    """The person whose thread this link opens.

    None when the link is forged, cut short or withdrawn, or when nothing was written for so long
    that private links end. A record that was joined into another opens that one.
    """
    try:
        public_id, _dot, version = Signer(salt=SALT).unsign(token).partition(".")
        threads = Thread.objects.filter(
            public_id=uuid.UUID(hex=public_id), link_version=int(version)
        )
    except (BadSignature, ValueError):
        return None
    thread = threads.select_related("patient__joined_into").first()
    if thread is None:
        return None
    patient = thread.patient.joined_into or thread.patient
    return patient if _is_recent(patient) else None


def _is_recent(patient: Patient) -> bool:
    since = timezone.now() - timedelta(days=retention().link_days)
    return patient.thread_messages.filter(written_at__gt=since).exists()
