"""Somebody who was screened but not measured gets the plain program, and never an unsafe one."""

from guywire.care.program import NextStep, plain_program
from guywire.care.screening import Screening, screen
from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS
from guywire.care.vocabulary import Side, Stretch
from tests.care.people import CLEAR, ticked


def test_both_stretches_three_minutes_a_side_left_first() -> None:
    program = plain_program(CLEAR)
    assert program.next_step is NextStep.STRETCH
    assert [planned.stretch for planned in program.stretches] == [Stretch.SUPINE, Stretch.PRONE]
    assert {planned.minutes_a_side for planned in program.stretches} == {3}
    assert {planned.sides for planned in program.stretches} == {(Side.LEFT, Side.RIGHT)}


def test_a_red_flag_gives_no_stretch() -> None:
    program = plain_program(screen(ticked(RED_FLAGS[0].id)))
    assert program.next_step is NextStep.GET_HELP_NOW
    assert program.stretches == ()


def test_open_questions_give_no_stretch() -> None:
    assert plain_program(screen({})).stretches == ()
    assert plain_program(screen({})).next_step is NextStep.FINISH_SCREENING


def test_a_stretch_that_something_speaks_against_is_left_out() -> None:
    reason = next(one for one in REASONS_NOT_TO_STRETCH if one.stops == {Stretch.PRONE})
    program = plain_program(Screening(reasons=(reason,)))
    assert [planned.stretch for planned in program.stretches] == [Stretch.SUPINE]
