"""The questionnaire as printed, its score, and when a change in it is more than its error."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.roland_morris import (
    INSTRUCTION,
    REMEMBER,
    ROLAND_MORRIS,
    SENTENCES,
    Questionnaire,
)
from guywire.care.scores import Change
from tests.care.people import on

AS_PRINTED = "c1c9f5c54e5086a5"
"""Of instruction and sentences once they matched, word by word, the form that rmdq.org hands out
(its “slowly then usual” read as “than”) and, for the instruction, PhenX protocol 171601."""


def test_not_a_letter_of_the_printed_form_is_changed():
    words = "\n".join((*INSTRUCTION, REMEMBER, *SENTENCES))
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == AS_PRINTED


def test_it_has_24_sentences_and_the_score_counts_the_ticked():
    assert len(set(SENTENCES)) == ROLAND_MORRIS.maximum == 24
    assert Questionnaire(on(0), frozenset({1, 5, 24})).score == 3


def test_nothing_ticked_is_an_answer():
    assert Questionnaire(on(0), frozenset()).score == 0


def test_five_sentences_are_a_clear_change_and_four_are_not():
    assert ROLAND_MORRIS.change(14, 10) is Change.NO_CLEAR_CHANGE
    assert ROLAND_MORRIS.change(14, 9) is Change.BETTER
    assert ROLAND_MORRIS.change(9, 14) is Change.WORSE


@pytest.mark.parametrize("number", [0, 25, -3])
def test_a_sentence_that_does_not_exist_is_named(number):
    with pytest.raises(ValueError, match=f"there is no number {number}"):
        Questionnaire(on(0), frozenset({1, number}))


@given(st.frozensets(st.integers(1, 24)))
def test_packing_into_bits_loses_nothing(ticked):
    filled = Questionnaire(on(0), ticked)
    assert Questionnaire.from_bits(filled.on, filled.bits) == filled
    assert filled.bits < 2**24


@pytest.mark.parametrize("bits", [-1, 2**24])
def test_bits_of_no_sentence_are_refused(bits):
    with pytest.raises(ValueError, match=r"no ticked sentences|no number 25"):
        Questionnaire.from_bits(on(0), bits)
