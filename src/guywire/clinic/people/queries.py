from guywire.clinic.people.models import DeletionRequest, Patient, Retention


def retention() -> Retention:
    """How long things are kept; the defaults while no owner has set anything."""
    return Retention.objects.first() or Retention(pk=1)


def latest_request(patient: Patient) -> DeletionRequest | None:
    return patient.deletion_requests.order_by("-asked_at", "-pk").first()
