from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guywire.care.about import Age
from guywire.care.findings import MuscleFinding
from guywire.care.history import STANDARD_THRESHOLDS, CompletedScreening, Thresholds
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import MAX_EARLIER_SIDES, Check, check_on
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import sharing_patient
from guywire.hips.fitting import Fitted, fitted
from guywire.hips.readings import EarlierSide


def fitted_in(check: Check) -> Fitted:
    """What the readings of a check and those before it say of both hips, for the person and for
    the desk alike."""
    return fitted(check.last_reads)


def findings_in(check: Check) -> tuple[MuscleFinding, ...]:
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
            "standing": kept.standing,
            "has_helper": kept.has_helper,
            "age": kept.age or Age.ADULT,
            "place": kept.place,
            "since": kept.since,
            "earlier": kept.earlier,
            "measured_at": kept.measured_at.isoformat() if kept.measured_at else None,
        }
    )
    return replace(check, measured_by=kept.measured_by.name if kept.measured_by else "")


def checks_of(patient: Patient) -> list[Check]:
    """Every check the patient shared or a therapist measured, as it was, newest first."""
    kept = SharedCheck.objects.filter(patient=patient).select_related("measured_by")
    return [as_check(one) for one in kept]


def latest_check(patient: Patient) -> Check | None:
    """What is known now: the newest answers of the patient, and the newest readings of either."""
    checks = checks_of(patient)
    own = next((check for check in checks if not check.measured_by), None)
    return with_measured(own, checks)


def shown_check(device: DeviceRecord) -> Check | None:
    """The same for the device of somebody who shares, so that both see one check."""
    own, patient = check_on(device), sharing_patient(device)
    return with_measured(own, checks_of(patient)) if patient else own


def with_measured(own: Check | None, checks: Iterable[Check]) -> Check | None:
    """A person's own check with what therapists measured. The newest readings come first, whoever
    took them; what the person answered stays theirs."""
    measured = sorted((one for one in checks if one.measured_by), key=lambda one: one.started_at)
    if not measured:
        return own
    newest = measured[-1]
    if own is None:
        return replace(newest, earlier=_in_order(_days(measured[:-1])))
    if newest.started_at < (own.measured_at or own.started_at):
        return replace(own, earlier=_in_order([*own.earlier, *_days(measured)]))
    return replace(
        own,
        id=newest.id,
        started_at=newest.started_at,
        sides=newest.sides,
        standing=newest.standing,
        earlier=_in_order([*own.earlier, *_days([own, *measured[:-1]])]),
        measured_by=newest.measured_by,
    )


def _days(checks: Iterable[Check]) -> list[EarlierSide]:
    return [day for check in checks for day in check.days]


def _in_order(days: Iterable[EarlierSide]) -> tuple[EarlierSide, ...]:
    return tuple(sorted(days, key=lambda day: day.on)[-MAX_EARLIER_SIDES:])


def screenings_of(patient: Patient) -> tuple[CompletedScreening, ...]:
    """For guywire.care.escalation: when each screening was taken and what came of it."""
    own = (check for check in checks_of(patient) if not check.measured_by)
    return tuple(CompletedScreening(check.screened_at, check.screening) for check in own)


def current_thresholds() -> Thresholds:
    newest = RuleNumbers.objects.first()
    return newest.thresholds if newest else STANDARD_THRESHOLDS
