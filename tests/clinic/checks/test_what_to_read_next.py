"""The one further reading that is offered, in words that are true of what was read before."""

from datetime import date, timedelta
from typing import Literal

from guywire.care.vocabulary import MuscleGroup, Side
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check, new_check
from guywire.clinic.checks.result_page import Invitation, invitation
from guywire.hips.fitting import fitted_side
from guywire.hips.readings import EarlierSide, SideReadings


def readings(
    rater: Literal["self", "clinician"] = "self",
    *,
    shin: tuple[float, ...] = (-70.0,),
    prone_knee: tuple[float, ...] = (),
) -> SideReadings:
    return SideReadings((5.0,), (-2.0,), shin, prone_knee, rater)


def offered(now: SideReadings, twelve_weeks_ago: SideReadings | None = None) -> Invitation:
    check = new_check()
    then = check.on - timedelta(weeks=12)
    earlier = (EarlierSide(then, Side.LEFT, twelve_weeks_ago),) if twelve_weeks_ago else ()
    asked = Check(check.id, check.started_at, check.screened_at, earlier=earlier)
    asked = asked.with_side(Side.LEFT, now)
    found = invitation(fitted_in(asked), asked)
    assert found is not None
    return found


def test_a_therapists_hand_is_offered_for_what_it_is() -> None:
    next_one = offered(readings(prone_knee=(105.0,)))
    assert str(next_one.ask) == "Let a therapist measure."
    assert "twice as accurately. The visit is free." in str(next_one.why)


def test_who_could_still_read_a_spot_is_not_told_that_they_read_all() -> None:
    next_one = offered(readings(shin=(), prone_knee=(105.0,)))
    assert next_one.at_visit
    assert "all that you can read" not in str(next_one.why)


def test_who_was_measured_by_a_therapist_is_told_that_it_counts_and_not_that_a_visit_is_free() -> (
    None
):
    by_therapist = readings("clinician", prone_knee=(105.0,))
    next_one = offered(readings(prone_knee=(105.0,)), by_therapist)
    assert str(next_one.ask) == "Let a therapist measure again."
    assert "We also used your therapist's earlier readings" in str(next_one.why)
    assert "free" not in str(next_one.why)


def test_a_finding_knows_whether_a_therapist_read_what_speaks_for_it() -> None:
    knee_alone = SideReadings(prone_knee=(105.0,), rater="clinician")
    today = fitted_side(Side.LEFT, readings())
    assert not any(group.finding.by_therapist for group in today.groups.values())
    day = EarlierSide(date(2026, 3, 2), Side.LEFT, knee_alone)
    check = Check("c", *[new_check().started_at] * 2, earlier=(day,))
    found = fitted_in(check.with_side(Side.LEFT, readings())).sides[Side.LEFT].groups
    assert {group: one.finding.by_therapist for group, one in found.items()} == {
        MuscleGroup.ILIOPSOAS: False,
        MuscleGroup.RECTUS_FEMORIS: True,
    }
