import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.findings import CANNOT_TELL, Finding, groups_called, tighter_side
from guywire.care.vocabulary import Group, Side, Verdict

ORDER = [Verdict.FINE, Verdict.BORDERLINE, Verdict.SHORT]


def finding(probability, side=Side.LEFT, group=Group.ILIOPSOAS, shortfall_deg=0.0):
    return Finding(side, group, probability, shortfall_deg)


@pytest.mark.parametrize(
    ("probability", "verdict", "how_sure"),
    [
        (0.99, Verdict.SHORT, "almost certainly"),
        (0.90, Verdict.SHORT, "very likely"),
        (0.80, Verdict.SHORT, "probably"),
        (0.79, Verdict.BORDERLINE, CANNOT_TELL),
        (0.50, Verdict.BORDERLINE, CANNOT_TELL),
        (0.20, Verdict.FINE, "probably"),
        (0.10, Verdict.FINE, "very likely"),
        (0.01, Verdict.FINE, "almost certainly"),
    ],
)
def test_probabilities_become_words(probability, verdict, how_sure):
    assert (finding(probability).verdict, finding(probability).how_sure) == (verdict, how_sure)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_probably_short_never_reads_longer(one, other):
    low, high = sorted((one, other))
    assert ORDER.index(finding(low).verdict) <= ORDER.index(finding(high).verdict)


@pytest.mark.parametrize("probability", [-0.01, 1.01, math.nan])
def test_an_impossible_probability_is_refused_with_its_value(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        finding(probability)


@pytest.mark.parametrize(("probability", "percent"), [(0.0, 1), (0.345, 34), (0.9999, 99)])
def test_no_chance_is_said_to_be_none_or_all(probability, percent):
    assert finding(probability).percent_short == percent


def test_a_sentence_names_side_muscle_verdict_and_sureness():
    assert finding(0.9).sentence == "Your left deep hip muscle is very likely short."
    assert finding(0.5).sentence == "Your left deep hip muscle is too close to call."


def test_a_group_short_on_one_side_is_a_short_group():
    findings = [finding(0.9), finding(0.1, Side.RIGHT), finding(0.1, group=Group.RECTUS_FEMORIS)]
    assert groups_called(Verdict.SHORT, findings) == (Group.ILIOPSOAS,)


def test_the_tighter_side_is_the_one_with_the_greater_shortfall():
    findings = [finding(1.0, shortfall_deg=4), finding(1.0, Side.RIGHT, shortfall_deg=9)]
    assert tighter_side(findings, Group.ILIOPSOAS) is Side.RIGHT


def test_equal_sides_and_unmeasured_groups_have_no_tighter_side():
    findings = [finding(0.9), finding(0.9, Side.RIGHT)]
    assert tighter_side(findings, Group.ILIOPSOAS) is None
    assert tighter_side(findings, Group.RECTUS_FEMORIS) is None
