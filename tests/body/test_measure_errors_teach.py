import pytest

from guywire.body.measure import ReadingError, measure


def refusal(*readings, **more):
    with pytest.raises(ReadingError) as caught:
        measure(*readings, **more)
    return caught.value


def test_an_impossible_thigh_names_the_reading_the_value_the_range_and_what_to_do():
    error = refusal([12], [-150], [-80])
    assert error.reading == "thigh"
    for part in ("Thigh", "-150°", "-50° to 70°", "again"):
        assert part in str(error)


def test_a_shin_with_a_swapped_sign_asks_did_you_mean():
    error = refusal([12], [-15], [80])
    assert error.reading == "shin"
    assert "Did you mean −80°?" in str(error)


def test_a_shin_above_the_thigh_says_what_a_hanging_shin_reads():
    error = refusal([12], [-15], [-5])
    assert error.reading == "shin"
    assert "above the thigh" in str(error)
    assert "−90°" in str(error)


def test_a_swapped_thigh_that_leaves_its_range_asks_did_you_mean():
    error = refusal([-45], [0], None)
    assert (error.reading, "Did you mean 45°?" in str(error)) == ("pelvis", True)


def test_a_knee_bent_past_what_knees_do_points_at_the_shin():
    assert refusal([0], [20], [-160]).reading == "shin"


def test_pelvis_and_thigh_that_cannot_both_be_right_point_at_both_signs():
    error = refusal([50], [-40], None)
    assert error.reading == "pelvis"
    assert "90° of hip extension" in str(error)


def test_trials_that_no_unmoved_leg_gives_are_to_be_taken_again():
    error = refusal([12, 40], [-15], None)
    assert error.reading == "pelvis"
    assert "12°, 40° lie 28° apart" in str(error)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("place", ["pelvis", "thigh", "shin"])
def test_a_reading_that_is_no_number_is_refused(place, value):
    readings = {"pelvis": [10.0], "thigh": [-10.0], "shin": [-80.0]} | {place: [value]}
    assert refusal(*readings.values()).reading in {place, "shin"}


def test_no_reading_and_too_many_trials_are_refused():
    assert refusal([12], [], None).reading == "thigh"
    assert "at most 10" in str(refusal([12], [1.0] * 11, None))


def test_an_impossible_standing_pelvis_is_named():
    assert refusal([12], [-5], None, standing_pelvis_deg=[90]).reading == "standing_pelvis"


def test_an_unknown_hand_is_refused():
    with pytest.raises(ValueError, match="robot"):
        measure([12], [-5], None, rater="robot")


def test_a_bare_number_is_refused_as_a_reading():
    error = refusal(12, -8, -75)
    assert (error.reading, error.code) == ("thigh", "not_a_list")
    assert "[12.0]" in str(error)


def test_a_string_is_no_list_of_its_digits():
    error = refusal([12], "8", None)
    assert (error.reading, error.code) == ("thigh", "not_a_list")


def test_a_masked_trial_is_no_number():
    import numpy as np

    with pytest.warns(UserWarning, match="masked"):
        error = refusal([12], np.ma.masked_array([-8.0, -9.0], mask=[False, True]), None)
    assert (error.reading, error.code) == ("thigh", "not_a_number")


def test_an_error_carries_what_a_page_needs_to_word_it():
    error = refusal([12, 40], [-15], None)
    assert error.code == "trials_apart"
    assert error.values == {"trials": (12.0, 40.0), "apart": 28.0, "most": 15.0}


def test_every_code_that_can_be_raised_has_a_sentence():
    import re
    from importlib.resources import files

    from guywire.body.measure.sentences import SENTENCES

    written = "".join(
        path.read_text()
        for room in ("measure", "fit")
        for path in files("guywire.body").joinpath(room).iterdir()
        if path.name.endswith(".py")
    )
    raised = set(re.findall(r'ReadingError\(\s*[\w"]+,\s*"(\w+)"', written))
    raised |= set(re.findall(r'code = "(\w+)" if .* else "(\w+)"', written).pop())
    assert raised - {"code"} <= set(SENTENCES)
    assert len(raised) > 6
