"""What is said fits the stretch, the side and what already lies under the leg."""

import re
import string

import pytest

from guywire.care.beginning import prone_start, supine_start
from guywire.care.program import plain_program
from guywire.care.screening import ITEM_IDS, screen
from guywire.care.stretches import definition
from guywire.care.stretches.getting_up import GETTING_UP
from guywire.care.vocabulary import Side, Stretch
from guywire.care.words import Message
from guywire.clinic.programs.coaching import filled, limbs, spoken_cues
from guywire.clinic.programs.record import Begun
from guywire.clinic.programs.running import HoldToRun, holds_to_run
from guywire.site.drawings import ALTERNATIVES
from tests.clinic.programs.people import MONDAY

PLAIN = plain_program(screen(dict.fromkeys(ITEM_IDS, False)))
EACH = pytest.mark.parametrize("stretch", list(Stretch))


@EACH
@pytest.mark.parametrize("supported", [True, False])
def test_easing_off_never_tells_to_add_what_is_there_or_take_what_is_not(
    stretch: Stretch, supported: bool
) -> None:
    words = " ".join(HoldToRun(stretch, Side.LEFT, 180, supported).ease_off)
    adds, takes = "Put two firm pillows" in words, "Take the towel" in words
    assert not (supported and adds)
    assert not (not supported and takes)


def texts(stretch: Stretch) -> list[Message]:
    coaching = definition(stretch).coaching
    steps = (*coaching.steps, coaching.supported, *GETTING_UP)
    return [text for step in steps for text in (step.words, step.spoken)]


@EACH
@pytest.mark.parametrize("side", list(Side))
def test_every_word_knows_its_side(stretch: Stretch, side: Side) -> None:
    for text in texts(stretch):
        names = {name for _, name, _, _ in string.Formatter().parse(text.text) if name}
        assert names <= limbs(side).keys()
        assert "{" not in filled(text, side)


@EACH
@pytest.mark.parametrize("supported", [True, False])
def test_what_is_spoken_is_one_short_instruction_at_a_time(
    stretch: Stretch, supported: bool
) -> None:
    hold = HoldToRun(stretch, Side.RIGHT, 180, supported)
    spoken = [step.spoken for step in hold.steps]
    spoken += [*spoken_cues(stretch, Side.RIGHT, Stretch.PRONE).values()]
    spoken += [str(words) for words in hold.coaching.quiet]
    sentences = [one for text in spoken for one in re.split(r"(?<=[.?])\s+", text)]
    assert [one for one in sentences if len(one.split()) > 10] == []
    assert [one for one in sentences if re.search(r"[0-9°(]|screen|\bit\b", one)] == []


@EACH
@pytest.mark.parametrize("supported", [True, False])
def test_every_step_has_a_drawing(stretch: Stretch, supported: bool) -> None:
    hold = HoldToRun(stretch, Side.LEFT, 180, supported)
    for step in (*hold.steps, *GETTING_UP):
        assert step.drawing in ALTERNATIVES
    for drawing in (hold.coaching.from_above, hold.moving):
        assert not drawing or drawing in ALTERNATIVES


@pytest.mark.parametrize(
    ("height", "drawing"),
    [(0, "hang"), (25, "hang_pillows"), (30, "hang_stool"), (45, "hang_chair")],
)
def test_the_drawing_shows_the_support_of_the_start(height: int, drawing: str) -> None:
    start = supine_start(Side.LEFT, height, gentle=True)
    hold = HoldToRun(Stretch.SUPINE, Side.LEFT, 180, start.has_support, start)
    assert hold.drawing == drawing


def test_the_drawing_shows_the_bend_and_the_towel_of_the_start() -> None:
    low = prone_start(Side.LEFT, 55, towel=False, gentle=True)
    assert HoldToRun(Stretch.PRONE, Side.LEFT, 180, False, low).drawing == "prone_low"
    towel = prone_start(Side.LEFT, 100, towel=True, gentle=True)
    assert HoldToRun(Stretch.PRONE, Side.LEFT, 180, True, towel).drawing == "prone_towel"


@EACH
def test_the_voice_names_what_comes_next(stretch: Stretch) -> None:
    assert "left" in spoken_cues(stretch, Side.RIGHT)["switch"].lower()
    assert spoken_cues(stretch, Side.RIGHT)["ready"].startswith("Right leg")
    assert spoken_cues(Stretch.SUPINE, Side.RIGHT, Stretch.PRONE)["next"].endswith(
        "Next: On your stomach."
    )


def test_a_session_runs_both_sides_of_each_stretch_with_the_support_that_was_chosen() -> None:
    holds = holds_to_run(PLAIN, Begun("0123456789ab", MONDAY, 4, (Stretch.SUPINE,)))
    assert [(hold.stretch, hold.side, hold.supported) for hold in holds] == [
        (Stretch.SUPINE, Side.LEFT, True),
        (Stretch.SUPINE, Side.RIGHT, True),
        (Stretch.PRONE, Side.LEFT, False),
        (Stretch.PRONE, Side.RIGHT, False),
    ]
    assert [hold.following for hold in holds] == [Stretch.PRONE, Stretch.PRONE, None, None]
