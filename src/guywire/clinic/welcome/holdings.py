from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row
from guywire.clinic.welcome.models import WebQuestion


def _questions(patient: Patient) -> Iterable[Row]:
    names = (
        "asked_at",
        "kind",
        "name",
        "phone",
        "email",
        "body_part",
        "insurer",
        "text",
        "note",
        "answer",
    )
    rows: Iterable[Row] = WebQuestion.objects.filter(patient=patient).values(*names)
    return rows


HOLDINGS = (Holding("questions", _("What you asked"), (WebQuestion,), _questions),)
