"""What a person is told of a step never contradicts what they are told of the hip."""

from guywire.care.vocabulary import Side
from guywire.hips.estimates import Estimate
from guywire.hips.walking import NOTHING_DEG, StepEstimate, step_sentences

HARDLY_ANYTHING = (Estimate(NOTHING_DEG - 0.05, -1.0, 1.6), Estimate(0.4, -1.0, 2.0))


def test_a_hip_that_is_not_tight_is_told_that_most_likely_nothing_is_asked() -> None:
    (sentence,) = step_sentences(Side.LEFT, StepEstimate(*HARDLY_ANYTHING))
    assert str(sentence).startswith("Most likely your lower back has nothing to make up for")


def test_a_hip_that_is_tight_more_likely_than_not_is_never_told_so() -> None:
    (sentence,) = step_sentences(Side.LEFT, StepEstimate(*HARDLY_ANYTHING, is_probably_tight=True))
    assert "nothing to make up for" not in str(sentence)
    assert "about 0.5° in each step" in str(sentence)
