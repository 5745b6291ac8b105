"""What is said fits the stretch, the side and what already lies under the leg."""

import string

import pytest

from guywire.care.program import plain_program
from guywire.care.screening import ITEM_IDS, screen
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.programs.coaching import COACHING, filled, spoken_cues
from guywire.clinic.programs.record import Begun
from guywire.clinic.programs.running import HoldToRun, holds_to_run
from tests.clinic.programs.people import MONDAY

PLAIN = plain_program(screen(dict.fromkeys(ITEM_IDS, False)))
EACH = pytest.mark.parametrize("stretch", list(Stretch))


@EACH
@pytest.mark.parametrize("supported", [True, False])
def test_easing_off_never_tells_to_add_what_is_there_or_take_what_is_not(
    stretch: Stretch, supported: bool
) -> None:
    words = " ".join(HoldToRun(stretch, Side.LEFT, 180, supported).ease_off)
    adds, takes = "Put something firm" in words, "Take the towel" in words
    assert not (supported and adds)
    assert not (not supported and takes)


@EACH
def test_every_word_knows_its_side(stretch: Stretch) -> None:
    coaching = COACHING[stretch]
    for text in (*coaching.steps, coaching.set_up, coaching.figure):
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert names <= {"side", "other"}
        assert "{" not in filled(text, Side.RIGHT)


@EACH
def test_the_voice_names_the_side_to_change_to(stretch: Stretch) -> None:
    assert "left leg" in spoken_cues(stretch, Side.RIGHT)["switch"]
    assert spoken_cues(stretch, Side.RIGHT)["ready"].startswith("Right leg")


def test_a_session_runs_both_sides_of_each_stretch_with_the_support_that_was_chosen() -> None:
    holds = holds_to_run(PLAIN, Begun("0123456789ab", MONDAY, 4, (Stretch.SUPINE,)))
    assert [(hold.stretch, hold.side, hold.supported) for hold in holds] == [
        (Stretch.SUPINE, Side.LEFT, True),
        (Stretch.SUPINE, Side.RIGHT, True),
        (Stretch.PRONE, Side.LEFT, False),
        (Stretch.PRONE, Side.RIGHT, False),
    ]
    assert [hold.mirrored for hold in holds] == [False, True, False, True]
