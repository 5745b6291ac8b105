"""How each side begins is said in a sentence, with its reason; what cannot be is refused."""

import pytest

from guywire.care.beginning import Start, on_gentle, prone_start, supine_start, tilt_limit
from guywire.care.findings import MuscleFinding
from guywire.care.program import begun_with, plain_program, prescribe
from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from tests.care.people import CLEAR

LEFT = supine_start(Side.LEFT, 35, gentle=True)


@pytest.mark.parametrize(
    ("height", "words"),
    [
        (0, "nothing under the foot"),
        (20, "a step stool under the foot (about 8 inches, 20 cm)"),
        (25, "two firm pillows under the foot (about 10 inches, 25 cm)"),
        (45, "a dining chair under the foot (about 18 inches, 45 cm)"),
    ],
)
def test_the_height_has_a_word_and_a_number(height: int, words: str) -> None:
    assert words in str(supine_start(Side.LEFT, height, gentle=True).what)


@pytest.mark.parametrize(
    ("knee", "words"),
    [
        (45, "heel not yet toward the ceiling (about 45°)"),
        (90, "knee bent to a right angle, heel toward the ceiling (about 90°)"),
        (110, "past a right angle, heel toward the buttock (about 110°)"),
    ],
)
def test_the_bend_is_told_by_where_the_heel_points(knee: int, words: str) -> None:
    assert words in str(prone_start(Side.LEFT, knee, towel=False, gentle=True).what)


def test_every_height_and_bend_that_may_be_asked_has_words() -> None:
    for height in range(51):
        assert supine_start(Side.LEFT, height, gentle=True).what
    for knee in range(30, 131):
        assert prone_start(Side.LEFT, knee, towel=False, gentle=True).what


def test_a_start_gives_its_reason_in_one_sentence() -> None:
    assert str(LEFT.why) == (
        "Based on your readings, this is the lowest support that should feel gentle."
    )


def test_a_towel_is_said_either_way() -> None:
    assert "a rolled towel" in str(prone_start(Side.LEFT, 90, towel=True, gentle=True).what)
    assert "no towel" in str(prone_start(Side.LEFT, 90, towel=False, gentle=True).what)


@pytest.mark.parametrize(
    "start",
    [
        supine_start(Side.LEFT, 50, gentle=False),
        prone_start(Side.LEFT, 40, towel=False, gentle=False),
    ],
)
def test_what_may_pull_too_much_says_so(start: Start) -> None:
    assert "may still feel strong" in str(start.why)


@pytest.mark.parametrize("height", [-5, 51])
def test_a_support_no_bed_allows_is_refused(height: int) -> None:
    with pytest.raises(ValueError, match="has to lie between"):
        supine_start(Side.LEFT, height, gentle=True)


def test_a_bend_no_knee_allows_is_refused() -> None:
    with pytest.raises(ValueError, match="140°"):
        prone_start(Side.LEFT, 140, towel=False, gentle=True)


def test_the_number_behind_gentle_is_called_a_choice() -> None:
    assert "at most 10 newton-meters at the hip. We chose that number." in str(
        on_gentle(10, 15, 35)
    )


def test_a_program_from_findings_carries_the_starts_of_its_stretches() -> None:
    finding = MuscleFinding(Side.LEFT, MuscleGroup.ILIOPSOAS, 0.95)
    program = begun_with(prescribe([finding], CLEAR), {Stretch.SUPINE: (LEFT,)})
    (planned,) = program.stretches
    assert planned.start_on(Side.LEFT) == LEFT
    assert planned.start_on(Side.RIGHT) is None


def test_nothing_measured_leaves_the_beginning_as_for_everybody() -> None:
    assert all(planned.starts == () for planned in plain_program(CLEAR).stretches)


@pytest.mark.parametrize(("tilt", "limit"), [(0.3, 4), (9.0, 4), (12.0, 6), (40.0, 8)])
def test_phone_on_the_pelvis_speaks_at_half_of_what_the_hip_would_roll_it(
    tilt: float, limit: int
) -> None:
    assert tilt_limit(tilt) == limit
