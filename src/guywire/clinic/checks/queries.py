from __future__ import annotations

from dataclasses import replace

from guywire.care.findings import Finding
from guywire.care.human import STANDARD_THRESHOLDS, ScreeningTaken, Thresholds
from guywire.care.vocabulary import Side
from guywire.clinic.checks.fitting import Fitted, fitted
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import Check
from guywire.clinic.people.models import Patient


def fitted_in(check: Check) -> Fitted:
    """What the readings of a check and those before it say of both hips, for the person and for
    the desk alike."""
    return fitted(check.measured_sides, {side: check.before(side) for side in Side})


def findings_in(check: Check) -> tuple[Finding, ...]:
    """The same in the words of care, for the program. Readings to be taken again say nothing."""
    return fitted_in(check).findings


def as_check(kept: SharedCheck) -> Check:
    """A shared check in the form the result page and the program read."""
    check = Check.from_json(
        {
            "id": str(kept.check_id),
            "started_at": kept.started_at.isoformat(),
            "screened_at": kept.screened_at.isoformat(),
            "asked": kept.asked,
            "ticked": kept.ticked,
            "sitting_hours": kept.sitting_hours,
            "steps": kept.steps,
            "sides": kept.sides,
            "earlier": kept.earlier,
        }
    )
    return replace(check, measured_by=kept.measured_by.name if kept.measured_by else "")


def checks_of(patient: Patient) -> list[Check]:
    """Every check the patient shared, newest first."""
    return [
        as_check(kept)
        for kept in SharedCheck.objects.filter(patient=patient).select_related("measured_by")
    ]


def latest_check(patient: Patient) -> Check | None:
    kept = SharedCheck.objects.filter(patient=patient).select_related("measured_by").first()
    return as_check(kept) if kept else None


def screenings_of(patient: Patient) -> tuple[ScreeningTaken, ...]:
    """For guywire.care.human: when each screening was taken and what came of it."""
    return tuple(ScreeningTaken(check.screened_at, check.screening) for check in checks_of(patient))


def current_thresholds() -> Thresholds:
    newest = RuleNumbers.objects.first()
    return newest.thresholds if newest else STANDARD_THRESHOLDS
