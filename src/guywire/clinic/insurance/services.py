from __future__ import annotations

from django.db import transaction

from guywire.clinic.insurance.models import BenefitCheck, Coverage, Payer
from guywire.clinic.insurance.sealing import UnreadableError, current_mark, old_marks, seal
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit

RESEALED_AT_ONCE = 200


@transaction.atomic
def save_coverage(
    patient: Patient,
    by: Staff,
    payer: Payer,
    member_number: str,
    coverage: Coverage | None = None,
) -> Coverage:
    """Save whom they are insured with. An empty number leaves the one there is.

    Added again with the same payer and number, it is the coverage there already is.
    """
    if coverage is None:
        with_payer = Coverage.objects.filter(patient=patient, payer=payer)
        coverage = next((one for one in with_payer if _has(one, member_number)), None)
    coverage = coverage or Coverage(patient=patient)
    coverage.payer, coverage.changed_by = payer, by
    if member_number:
        coverage.sealed_number, coverage.key_mark = seal(member_number), current_mark()
    coverage.save()
    record_audit(by, "insurance.change", patient, coverage=coverage.pk)
    return coverage


def _has(coverage: Coverage, member_number: str) -> bool:
    if not coverage.sealed_number:
        return not member_number
    try:
        return coverage.number == member_number
    except UnreadableError:
        return False


@transaction.atomic
def remove_coverage(coverage: Coverage, by: Staff) -> None:
    record_audit(by, "insurance.remove", coverage.patient, coverage=coverage.pk)
    coverage.delete()


def unmask(coverage: Coverage, by: Staff) -> str:
    """The whole member number. Each look is in the trail."""
    record_audit(by, "insurance.unmask", coverage.patient, coverage=coverage.pk)
    return coverage.number


@transaction.atomic
def log_benefits(coverage: Coverage, by: Staff, asked: str, answered: str) -> BenefitCheck:
    record_audit(by, "insurance.benefits", coverage.patient, coverage=coverage.pk)
    return BenefitCheck.objects.create(coverage=coverage, staff=by, asked=asked, answered=answered)


def reseal() -> bool:
    """Seal a piece of what an old key sealed with the key of today. Return whether more waits."""
    old = Coverage.objects.filter(key_mark__in=old_marks())[:RESEALED_AT_ONCE]
    for coverage in old:
        Coverage.objects.filter(pk=coverage.pk, sealed_number=coverage.sealed_number).update(
            sealed_number=seal(coverage.number), key_mark=current_mark()
        )
    return len(old) == RESEALED_AT_ONCE
