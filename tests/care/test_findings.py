import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.findings import (
    NOT_CLEAR,
    MuscleFinding,
    chance_text,
    groups_called,
    tighter_side,
)
from guywire.care.vocabulary import MuscleGroup, Side, Verdict

ORDER = [Verdict.NOT_TIGHT, Verdict.UNCLEAR, Verdict.TIGHT]


def finding(probability, side=Side.LEFT, group=MuscleGroup.ILIOPSOAS, deficit_deg=0.0):
    return MuscleFinding(side, group, probability, deficit_deg)


@pytest.mark.parametrize(
    ("probability", "verdict", "how_sure"),
    [
        (0.99, Verdict.TIGHT, "almost certainly"),
        (0.90, Verdict.TIGHT, "very likely"),
        (0.80, Verdict.TIGHT, "probably"),
        (0.79, Verdict.UNCLEAR, NOT_CLEAR),
        (0.50, Verdict.UNCLEAR, NOT_CLEAR),
        (0.20, Verdict.NOT_TIGHT, "probably"),
        (0.10, Verdict.NOT_TIGHT, "very likely"),
        (0.01, Verdict.NOT_TIGHT, "almost certainly"),
    ],
)
def test_probabilities_become_words(probability, verdict, how_sure):
    assert (finding(probability).verdict, finding(probability).how_sure) == (verdict, how_sure)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_probably_tight_never_reads_looser(one, other):
    low, high = sorted((one, other))
    assert ORDER.index(finding(low).verdict) <= ORDER.index(finding(high).verdict)


@pytest.mark.parametrize("probability", [-0.01, 1.01, math.nan])
def test_an_impossible_probability_is_refused_with_its_value(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        finding(probability)


@pytest.mark.parametrize(("probability", "percent"), [(0.0, 1), (0.345, 34), (0.9999, 99)])
def test_no_chance_is_said_to_be_none_or_all(probability, percent):
    assert finding(probability).percent_tight == percent


def test_a_sentence_names_side_muscle_verdict_and_sureness():
    assert str(finding(0.9).sentence) == "Your left hip is very likely tight."
    assert str(finding(0.1).sentence) == "Your left hip is very likely not tight."
    assert str(finding(0.5).sentence) == "We cannot say yet if your left hip is tight."
    thigh = finding(0.8, Side.RIGHT, MuscleGroup.RECTUS_FEMORIS)
    assert str(thigh.sentence) == "Your right front thigh muscle is probably tight."


@pytest.mark.parametrize(
    ("probability", "chance"),
    [
        (0.01, "Fewer than 1 in 10"),
        (0.05, "About 1 in 10"),
        (0.62, "About 6 in 10"),
        (0.95, "About 9 in 10"),
        (0.96, "More than 9 in 10"),
    ],
)
def test_chance_is_said_out_of_ten(probability, chance):
    assert str(chance_text(probability)) == chance


def test_group_tight_on_one_side_is_a_tight_group():
    findings = [
        finding(0.9),
        finding(0.1, Side.RIGHT),
        finding(0.1, group=MuscleGroup.RECTUS_FEMORIS),
    ]
    assert groups_called(Verdict.TIGHT, findings) == (MuscleGroup.ILIOPSOAS,)


def test_the_tighter_side_is_the_one_with_the_greater_shortfall():
    findings = [finding(1.0, deficit_deg=4), finding(1.0, Side.RIGHT, deficit_deg=9)]
    assert tighter_side(findings, MuscleGroup.ILIOPSOAS) is Side.RIGHT


def test_equal_sides_and_unmeasured_groups_have_no_tighter_side():
    findings = [finding(0.9), finding(0.9, Side.RIGHT)]
    assert tighter_side(findings, MuscleGroup.ILIOPSOAS) is None
    assert tighter_side(findings, MuscleGroup.RECTUS_FEMORIS) is None
