import pytest

from guywire.care.screening import ITEM_IDS, ScreeningOutcome, screen
from guywire.care.screening_items import (
    REASONS_NOT_TO_STRETCH,
    RED_FLAGS,
    WhereToGo,
)
from guywire.care.stretches import offered
from guywire.care.vocabulary import Stretch
from tests.care.people import ALL_NO, CLEAR, ticked


def test_nothing_ticked_clears_both_stretches():
    assert CLEAR.outcome is ScreeningOutcome.CLEAR
    assert CLEAR.allowed == {Stretch.SUPINE, Stretch.PRONE}
    assert CLEAR.where_to_go is None


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_every_red_flag_alone_ends_the_path_with_a_place_to_go(flag):
    screening = screen(ticked(flag.id))
    assert screening.outcome is ScreeningOutcome.RED_FLAG
    assert screening.allowed == frozenset()
    assert screening.where_to_go is flag.where_to_go


def test_the_most_urgent_place_wins():
    assert screen(ticked("fever", "saddle_numbness")).where_to_go is WhereToGo.EMERGENCY


@pytest.mark.parametrize("reason", REASONS_NOT_TO_STRETCH, ids=lambda reason: reason.id)
def test_every_reason_alone_takes_out_just_its_stretches(reason):
    assert screen(ticked(reason.id)).allowed == frozenset(offered()) - reason.stops


def test_a_hip_replacement_means_a_therapist_first():
    assert screen(ticked("hip_replacement")).outcome is ScreeningOutcome.THERAPIST_FIRST


def test_a_sore_knee_leaves_the_stretch_on_the_back():
    screening = screen(ticked("knee_hurts_bent"))
    assert screening.outcome is ScreeningOutcome.ONE_STRETCH
    assert screening.allowed == {Stretch.SUPINE}


def test_two_half_reasons_together_leave_no_stretch():
    screening = screen(ticked("stomach_lying", "back_lying"))
    assert screening.outcome is ScreeningOutcome.THERAPIST_FIRST


@pytest.mark.parametrize("missing", ITEM_IDS)
def test_a_question_left_open_never_clears_anybody(missing):
    answers = {item: ticked for item, ticked in ALL_NO.items() if item != missing}
    screening = screen(answers)
    assert screening.outcome is ScreeningOutcome.UNFINISHED
    assert screening.unanswered == (missing,)
    assert screening.allowed == frozenset()


def test_a_red_flag_speaks_even_while_other_questions_are_open():
    assert screen({"bladder_or_bowel": True}).outcome is ScreeningOutcome.RED_FLAG


def test_an_unknown_question_is_named():
    with pytest.raises(ValueError, match="No screening question is called sore_elbow"):
        screen({"sore_elbow": True})


def test_ids_are_unique_and_every_item_has_a_reason_and_a_source():
    items = (*RED_FLAGS, *REASONS_NOT_TO_STRETCH)
    assert len({item.id for item in items}) == len(items)
    assert all(item.why and item.source.citation for item in items)


def test_the_four_serious_conditions_of_the_framework_are_all_asked_about():
    suspects = " ".join(str(flag.suspects) for flag in RED_FLAGS)
    for condition in ("cauda equina", "broken bone", "cancer", "infection"):
        assert condition in suspects


def test_measuring_asks_for_the_same_position_as_the_stretch_on_the_back():
    assert screen(ticked("knee_hurts_bent")).may_measure
    assert not screen(ticked("hip_replacement")).may_measure
    assert not screen(ticked("back_lying")).may_measure
    assert not screen({}).may_measure
