"""The sentences that patients meet read at grade 6, and none above 9 without a reason."""

import statistics

import pytest

from words.reading import (
    GRADE_AT_MOST,
    MEDIAN_AT_MOST,
    Graded,
    exceptions,
    grade,
    graded,
    unexcused,
)


@pytest.fixture(scope="module")
def sentences() -> list[Graded]:
    """Two seconds of processor to grade."""
    return list(graded())


def test_the_median_sentence_reads_at_grade_six(sentences: list[Graded]) -> None:
    assert statistics.median(one.grade for one in sentences) <= MEDIAN_AT_MOST


def test_no_sentence_reads_above_grade_nine_without_a_reason(sentences: list[Graded]) -> None:
    assert [one.text for one in unexcused(sentences)] == []


def test_every_exception_has_a_reason_and_a_sentence(sentences: list[Graded]) -> None:
    hard = [one.text for one in sentences if one.grade > GRADE_AT_MOST]
    for beginning, reason in exceptions().items():
        assert reason
        assert any(text.startswith(beginning) for text in hard), beginning


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
        ("The cat sat on the mat.", -1.4),
    ],
)
def test_grades_are_near_the_known_ones(text: str, known: float) -> None:
    assert grade(text) == pytest.approx(known, abs=0.2)
