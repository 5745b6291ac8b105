"""Readings become a fitted person in one place, whatever was or was not read."""

from datetime import date

import pytest
from django.test import Client

from guywire.body.measure import ReadingError
from guywire.care.vocabulary import MuscleGroup, Side, Verdict
from guywire.hips import fitting
from guywire.hips.fitting import Fitted, Reads, fit_hips, fitted_side
from guywire.hips.readings import LastRead, SideReadings
from tests.clinic.checks.walk import whole_check

MIDDLING = SideReadings(pelvis=(12.0,), thigh=(-4.0,), shin=(-58.0,))
LOOSE = SideReadings(pelvis=(12.0,), thigh=(-28.0,), shin=(-92.0,))
TIGHT = SideReadings(pelvis=(0.0,), thigh=(10.0,), shin=(-30.0,))
CONTRADICTORY = SideReadings(pelvis=(12.0,), thigh=(-40.0,), shin=(-140.0,))


def fitted(sides: dict[Side, SideReadings]) -> Fitted:
    """Sides read today, and never before."""
    return fitting.fitted(
        {side: LastRead(date(2026, 3, 2), readings, ()) for side, readings in sides.items()}
    )


def probability(readings: SideReadings, group: MuscleGroup) -> float:
    return fitted_side(Side.LEFT, readings).groups[group].finding.probability_tight


def width(readings: SideReadings) -> float:
    band = fitted_side(Side.LEFT, readings).groups[MuscleGroup.ILIOPSOAS].angle_deg
    return band.high - band.low


def test_each_side_has_its_own_finding_in_the_words_of_care() -> None:
    found = fitted({Side.LEFT: TIGHT, Side.RIGHT: LOOSE})
    verdicts = {
        finding.side: finding.verdict
        for finding in found.findings
        if finding.group is MuscleGroup.ILIOPSOAS
    }
    assert verdicts == {Side.LEFT: Verdict.TIGHT, Side.RIGHT: Verdict.NOT_TIGHT}


def test_the_same_readings_say_the_same_of_either_side() -> None:
    left, right = fitted({Side.LEFT: TIGHT, Side.RIGHT: TIGHT}).sides.values()
    for group, other in zip(left.groups.values(), right.groups.values(), strict=True):
        chances = group.finding.probability_tight, other.finding.probability_tight
        assert chances[0] == pytest.approx(chances[1], abs=0.01)


def test_a_pelvis_not_read_widens_the_answer_and_repeats_narrow_it() -> None:
    without = SideReadings(thigh=MIDDLING.thigh, shin=MIDDLING.shin)
    thrice = SideReadings((12.0,) * 3, (-4.0,) * 3, (-58.0,) * 3)
    assert width(thrice) < width(MIDDLING) < width(without)


def test_a_group_that_nothing_speaks_for_has_no_finding() -> None:
    no_shin = SideReadings(pelvis=(12.0,), thigh=(-4.0,))
    assert set(fitted_side(Side.LEFT, no_shin).groups) == {MuscleGroup.ILIOPSOAS}
    on_stomach = SideReadings(prone_knee=(70.0,))
    assert set(fitted_side(Side.LEFT, on_stomach).groups) == {MuscleGroup.RECTUS_FEMORIS}


def test_a_knee_bend_moves_the_front_thigh_more_than_the_hip() -> None:
    bent = SideReadings(MIDDLING.pelvis, MIDDLING.thigh, MIDDLING.shin, (65.0,))
    knee, hip = (
        probability(bent, group) - probability(MIDDLING, group)
        for group in (MuscleGroup.RECTUS_FEMORIS, MuscleGroup.ILIOPSOAS)
    )
    assert knee > 2 * hip > 0


def test_the_next_reading_is_the_one_worth_most_and_can_leave_the_stomach_out() -> None:
    found = fitted({Side.LEFT: MIDDLING, Side.RIGHT: SideReadings(thigh=(-4.0,))})
    best = found.next_reading()
    assert best is not None
    assert best.side is Side.RIGHT
    others = [
        one.variance_reduction
        for side in found.sides.values()
        for one in side.fit.suggested_readings
    ]
    assert best.reading.variance_reduction == max(others)
    other = found.next_reading(on_stomach=False)
    assert other is not None
    assert other.reading.reading != "prone_knee"


def test_nothing_measured_asks_for_nothing_further() -> None:
    assert fitted({}).next_reading() is None
    assert fitted({}).findings == ()


def test_readings_that_contradict_each_other_say_which_to_take_again() -> None:
    found = fitted({Side.LEFT: CONTRADICTORY, Side.RIGHT: MIDDLING})
    [again] = found.again
    assert (again.side, again.reading) == (Side.LEFT, again.reading)
    assert f"Take the {again.reading} reading again" in str(again.error)
    assert {finding.side for finding in found.findings} == {Side.RIGHT}
    with pytest.raises(ReadingError):
        fit_hips(Reads(CONTRADICTORY), None)


def test_the_same_readings_are_fitted_once() -> None:
    again = SideReadings((12.0,), (-4.0,), (-58.0,))
    assert fit_hips(Reads(again), None) is fit_hips(Reads(MIDDLING), None)


@pytest.mark.django_db
def test_a_result_opened_again_is_not_fitted_again(outsider: Client) -> None:
    fit_hips.cache_clear()
    whole_check(outsider)
    outsider.get("/check/result/")
    fitted_before = fit_hips.cache_info().misses
    assert fitted_before
    for path in ("/check/result/", "/why/", "/program/"):
        assert outsider.get(path).status_code == 200
    assert fit_hips.cache_info().misses == fitted_before
