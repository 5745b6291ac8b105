"""Tight means the third of people with the least true hip extension, for both groups alike."""

from itertools import pairwise

import pytest

from guywire.body import Person
from guywire.body.fit import GroupFit, fit_side
from guywire.body.fit.tightness import TIGHT_SHARE
from guywire.body.measure import measure


def left(pelvis=10.0, hip=21.0, knee=None, **more) -> dict[str, GroupFit]:
    """A person by angles: how far the hip extends, how far the knee hangs bent."""
    thigh = pelvis - hip
    shin = None if knee is None else [thigh - knee]
    return dict(fit_side(measure([pelvis], [thigh], shin), **more).groups)


def test_before_anything_is_read_a_third_of_people_are_tight() -> None:
    for group in fit_side().groups.values():
        assert group.tight_probability == pytest.approx(208 / 600, abs=0.01)


def test_less_extension_is_never_less_likely_tight() -> None:
    chances = [left(hip=hip, knee=55)["iliopsoas"].tight_probability for hip in (30, 20, 10, 0)]
    assert all(before <= after for before, after in pairwise(chances))
    assert chances[0] < 0.15 < 0.8 < chances[-1]


def test_less_knee_bend_is_never_less_likely_tight() -> None:
    chances = [left(knee=knee)["rectus_femoris"].tight_probability for knee in (70, 55, 40, 30)]
    assert all(before <= after for before, after in pairwise(chances))


def test_a_thigh_that_hangs_the_same_is_tighter_the_further_back_the_pelvis_was_seen_to_lie() -> (
    None
):
    """Not degree for degree: a part of the pelvis angle is bone and an unknown zero."""
    arched, flat = (
        fit_side(measure([pelvis], [-10], None)).groups["iliopsoas"] for pelvis in (0, 20)
    )
    gained = arched.deficit_deg.median - flat.deficit_deg.median
    assert 2 < gained < 15


def test_a_prone_knee_bend_settles_what_the_hanging_knee_left_open() -> None:
    before, free, tight = (
        left(knee=48, prone_knee_deg=bend)["rectus_femoris"].tight_probability
        for bend in (None, [125], [65])
    )
    assert 0.2 < before < 0.8
    assert free < 0.15
    assert tight > 0.8


def test_a_person_is_lined_up_with_people_from_tight_to_loose() -> None:
    tight, middle, loose = (left(hip=hip)["iliopsoas"].percentile for hip in (-5, 21, 45))
    assert tight.median < 0.2 < middle.median < 0.8 < loose.median
    for place in (tight, middle, loose):
        assert 0 <= place.low <= place.median <= place.high <= 1


def test_the_chance_the_place_and_the_deficit_are_one_story() -> None:
    for hip in (-5, 10, 16, 20, 25, 35):
        group = left(hip=hip)["iliopsoas"]
        assert (group.tight_probability > 0.5) == (group.percentile.median < TIGHT_SHARE)
        assert (group.deficit_deg.median > 0) == (group.percentile.median < 0.5)


def test_deficits_are_never_clipped_before_they_are_averaged() -> None:
    group = left(hip=40, knee=60)["iliopsoas"]
    assert group.deficit_deg.low < group.mean_deficit_deg < group.deficit_deg.high < 0


def test_height_and_weight_hardly_change_the_chance() -> None:
    """Which is why nobody is asked for them."""
    small = Person(height_m=1.50, mass_kg=45, sex="female")
    large = Person(height_m=1.95, mass_kg=115, sex="male")
    for hip in (5, 20):
        chances = [left(hip=hip, person=who)["iliopsoas"] for who in (small, large)]
        assert abs(chances[0].tight_probability - chances[1].tight_probability) < 0.1
