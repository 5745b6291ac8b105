from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from guywire.clinic.people.models import DeletionRequest, Patient, Retention


def retention() -> Retention:
    """How long things are kept; the defaults while no owner has set anything."""
    return Retention.objects.first() or Retention(pk=1)


def latest_request(patient: Patient) -> DeletionRequest | None:
    return patient.deletion_requests.order_by("-asked_at", "-pk").first()


def reached_by(phone: str, email: str) -> QuerySet[Patient]:
    """Everyone with exactly this phone number or this email, the earliest first."""
    ways = Q()
    if phone:
        ways |= Q(phone=phone)
    if email:
        ways |= Q(email_upper=email.upper())
    if not ways:
        return Patient.objects.none()
    people = Patient.objects.alias(email_upper=Upper("email"))
    return people.filter(ways, joined_into=None).order_by("pk")


def requests_waiting() -> int:
    """How many people asked to be deleted and have no answer."""
    return DeletionRequest.objects.filter(answered_at=None).count()
