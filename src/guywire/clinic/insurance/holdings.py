from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from guywire.clinic.insurance.models import BenefitCheck, Coverage
from guywire.clinic.insurance.sealing import UnreadableError
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _coverages(patient: Patient) -> Iterator[Row]:
    for coverage in patient.coverages.select_related("payer"):
        try:
            number = coverage.number if coverage.sealed_number else ""
        except UnreadableError as error:
            number = str(error)
        yield {"payer": coverage.payer.name, "member_number": number}


def _checks(patient: Patient) -> Iterable[Row]:
    checks = BenefitCheck.objects.filter(coverage__patient=patient)
    return checks.values("at", "coverage__payer__name", "asked", "answered")


HOLDINGS = (
    Holding("insurance", _("Your insurance"), (Coverage,), _coverages),
    Holding("benefits", _("What we asked your insurance"), (BenefitCheck,), _checks),
)
