from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guywire.care.findings import Finding
from guywire.care.human import STANDARD_THRESHOLDS, ScreeningTaken, Thresholds
from guywire.care.vocabulary import Side
from guywire.clinic.checks.fitting import Fitted, fitted
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import Check, EarlierSide, check_on
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import sharing_patient


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
    """Every check the patient shared or a therapist measured, newest first."""
    kept = SharedCheck.objects.filter(patient=patient).select_related("measured_by")
    checks = [as_check(one) for one in kept]
    return [with_measured(check, checks) for check in checks]


def latest_check(patient: Patient) -> Check | None:
    return next(iter(checks_of(patient)), None)


def with_measured(check: Check, others: Iterable[Check]) -> Check:
    """What therapists measured before a check of the person's counts in it, as its own earlier days
    do. A therapist's own check was made knowing all of them."""
    if check.measured_by:
        return check
    days = [
        EarlierSide(one.on, side, readings.in_tenths())
        for one in others
        if one.measured_by and one.started_at < check.started_at
        for side, readings in one.measured_sides.items()
    ]
    return replace(check, earlier=tuple(sorted((*check.earlier, *days), key=lambda day: day.on)))


def shown_check(device: DeviceRecord) -> Check | None:
    """The check to show on a device, which is the one that the desk shows of who it shares as:
    its own with what therapists measured before; or their newer one, with its own answers."""
    own, patient = check_on(device), sharing_patient(device)
    if patient is None:
        return own
    known = checks_of(patient)
    if own is None:
        return known[0] if known and known[0].measured_by else None
    if known and known[0].measured_by and known[0].started_at > own.started_at:
        newest = known[0]
        return replace(
            own,
            started_at=newest.started_at,
            sides=newest.sides,
            earlier=newest.earlier,
            measured_by=newest.measured_by,
        )
    return with_measured(own, known)


def screenings_of(patient: Patient) -> tuple[ScreeningTaken, ...]:
    """For guywire.care.human: when each screening was taken and what came of it."""
    return tuple(ScreeningTaken(check.screened_at, check.screening) for check in checks_of(patient))


def current_thresholds() -> Thresholds:
    newest = RuleNumbers.objects.first()
    return newest.thresholds if newest else STANDARD_THRESHOLDS
