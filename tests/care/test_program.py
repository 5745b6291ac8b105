import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.findings import MuscleFinding
from guywire.care.program import Dose, NextStep, prescribe
from guywire.care.screening import ITEM_IDS, screen
from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from tests.care.people import CLEAR, ticked


def hips(iliopsoas=(0.1, 0.1), rectus_femoris=(0.1, 0.1)):
    values = {MuscleGroup.ILIOPSOAS: iliopsoas, MuscleGroup.RECTUS_FEMORIS: rectus_femoris}
    return [
        MuscleFinding(side, group, probability, deficit_deg=probability * 10)
        for group, pair in values.items()
        for side, probability in zip(Side, pair, strict=True)
    ]


def stretches(program):
    return [planned.stretch for planned in program.stretches]


def test_a_short_deep_hip_muscle_gets_the_stretch_on_the_back():
    program = prescribe(hips(iliopsoas=(0.9, 0.1)), CLEAR)
    assert program.next_step is NextStep.STRETCH
    assert stretches(program) == [Stretch.SUPINE]


def test_a_short_front_thigh_muscle_gets_the_stretch_on_the_stomach():
    assert stretches(prescribe(hips(rectus_femoris=(0.1, 0.9)), CLEAR)) == [Stretch.PRONE]


def test_both_short_get_both_and_no_more():
    program = prescribe(hips((0.9, 0.9), (0.9, 0.9)), CLEAR)
    assert stretches(program) == [Stretch.SUPINE, Stretch.PRONE]
    assert program.minutes_a_session == 12


def test_the_tighter_side_comes_first_and_both_are_done():
    [planned] = prescribe(hips(iliopsoas=(0.8, 0.95)), CLEAR).stretches
    assert planned.sides == (Side.RIGHT, Side.LEFT)
    assert "Begin with your right leg" in str(planned.why)


def test_with_one_side_measured_that_side_comes_first_and_is_not_called_tighter():
    only_right = [MuscleFinding(Side.RIGHT, MuscleGroup.ILIOPSOAS, 0.9)]
    [planned] = prescribe(only_right, CLEAR).stretches
    assert planned.sides == (Side.RIGHT, Side.LEFT)
    assert "the one you measured" in str(planned.why)


def test_sides_that_read_alike_may_be_done_in_either_order():
    alike = [MuscleFinding(side, MuscleGroup.ILIOPSOAS, 0.9) for side in Side]
    [planned] = prescribe(alike, CLEAR).stretches
    assert "Both sides are alike" in str(planned.why)


def test_unclear_asks_for_a_therapist_until_one_has_measured_all_that_is_open():
    left = MuscleFinding(Side.LEFT, MuscleGroup.ILIOPSOAS, 0.5, by_therapist=True)
    right = MuscleFinding(Side.RIGHT, MuscleGroup.ILIOPSOAS, 0.5)
    assert "let a therapist measure at the free first visit" in str(
        prescribe((left, right), CLEAR).why
    )
    why = str(prescribe((left, MuscleFinding(Side.RIGHT, MuscleGroup.ILIOPSOAS, 0.1)), CLEAR).why)
    assert "A therapist measured you" in why
    assert "let a therapist measure" not in why


def test_it_begins_at_three_minutes_a_side():
    [planned] = prescribe(hips(iliopsoas=(0.9, 0.9)), CLEAR).stretches
    assert planned.seconds_a_side == 180


def test_nothing_tight_means_no_stretches_and_a_kind_word():
    program = prescribe(hips(), CLEAR)
    assert (program.next_step, program.stretches) == (NextStep.SEE_THERAPIST, ())
    assert str(program.why).startswith("Your hips are very likely not tight. So stretching")


def test_unclear_hips_may_be_stretched_and_the_program_says_so():
    program = prescribe(hips(iliopsoas=(0.5, 0.1)), CLEAR)
    assert stretches(program) == [Stretch.SUPINE]
    assert "It is not clear yet if your hips are tight." in str(program.why)


def test_unclear_muscle_is_left_alone_beside_a_tight_one():
    program = prescribe(hips(iliopsoas=(0.9, 0.9), rectus_femoris=(0.5, 0.5)), CLEAR)
    assert [planned.treats for planned in program.stretches] == [(MuscleGroup.ILIOPSOAS,)]


def test_no_readings_at_all_is_not_told_as_nothing_tight():
    assert "not tight" not in str(prescribe([], CLEAR).why)


def test_when_lying_on_the_back_is_out_the_other_stretch_stands_in():
    program = prescribe(hips(iliopsoas=(0.9, 0.9)), screen(ticked("back_lying")))
    assert stretches(program) == [Stretch.PRONE]
    assert program.stretches[0].treats == (MuscleGroup.ILIOPSOAS,)


def test_when_the_only_stretch_for_a_muscle_is_out_a_therapist_is_next():
    program = prescribe(hips(rectus_femoris=(0.9, 0.9)), screen(ticked("stomach_lying")))
    assert (program.next_step, program.stretches) == (NextStep.SEE_THERAPIST, ())


def test_a_red_flag_gives_no_stretches_however_short_the_muscle():
    program = prescribe(hips((0.99, 0.99), (0.99, 0.99)), screen(ticked("saddle_numbness")))
    assert (program.next_step, program.stretches) == (NextStep.GET_HELP_NOW, ())


def test_open_safety_questions_come_before_stretches():
    assert prescribe(hips((0.9, 0.9)), screen({})).next_step is NextStep.FINISH_SCREENING


@given(
    st.sets(st.sampled_from(ITEM_IDS)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_stretch_that_is_screened_out_is_never_prescribed(items, iliopsoas, rectus_femoris):
    screening = screen(ticked(*items))
    program = prescribe(hips(iliopsoas, rectus_femoris), screening)
    assert set(stretches(program)) <= screening.allowed
    assert (program.next_step is NextStep.STRETCH) == bool(program.stretches)


@pytest.mark.parametrize(
    "numbers",
    [{"minutes_to_begin": 6}, {"minutes_to_begin": 4, "minutes_at_most": 3}, {"days_a_week": 8}],
)
def test_a_dose_outside_the_rule_is_refused(numbers):
    with pytest.raises(ValueError, match="between 1 and"):
        Dose(**numbers)


def test_the_dose_says_where_gains_level_off():
    assert "4 minutes a session and 10 minutes a week" in str(Dose().sentence)


def test_the_program_is_no_surer_of_a_hip_than_the_finding():
    unsure, sure = (
        MuscleFinding(Side.LEFT, MuscleGroup.ILIOPSOAS, chance, 8.0) for chance in (0.82, 0.97)
    )
    assert "Your left hip is probably tight." in str(prescribe([unsure], CLEAR).why)
    assert "Your left hip is almost certainly tight." in str(prescribe([sure], CLEAR).why)


def test_hips_that_are_probably_not_tight_are_not_called_more_than_that():
    loose = MuscleFinding(Side.LEFT, MuscleGroup.ILIOPSOAS, 0.15, -3.0)
    assert str(prescribe([loose], CLEAR).why).startswith("Your hips are probably not tight")
