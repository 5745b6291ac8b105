"""Short means the third of people that clinicians call short, for both groups."""

from itertools import pairwise

import numpy as np
import pytest

from guywire.body import Person
from guywire.body.fit import fit
from guywire.body.fit.predict import PELVIS_NODES_DEG, expect
from guywire.body.fit.short import SHORT_SHARE, Shortness, border_lost_deg, shortness
from guywire.body.measure import measure


def left(pelvis=12.0, hip=23.0, knee=None, **more) -> dict[str, Shortness]:
    """A person by angles: how far the hip extends, how far the knee hangs bent."""
    thigh = pelvis - hip
    shin = None if knee is None else [thigh - knee]
    return shortness(fit(measure([pelvis], [thigh], shin), **more).left)


def test_before_anything_is_read_a_third_of_people_are_short() -> None:
    for group in shortness(fit().left).values():
        assert group.probability == pytest.approx(208 / 600, abs=0.01)


@pytest.mark.parametrize("hip", [-10, 0, 10, 20, 30])
def test_the_hip_is_called_as_clinicians_called_it(hip: float) -> None:
    """Ferber's two groups, with the reading's error, are another road to the same chance."""
    called = measure([12], [12 - hip], None).groups["iliopsoas"].probability_tight
    assert left(hip=hip)["iliopsoas"].probability == pytest.approx(called, abs=0.1)


def test_less_extension_is_never_less_likely_short() -> None:
    chances = [left(hip=hip, knee=55)["iliopsoas"].probability for hip in (30, 20, 10, 0, -10)]
    assert all(before <= after for before, after in pairwise(chances))


def test_less_knee_bend_is_never_less_likely_short() -> None:
    chances = [left(knee=knee)["rectus_femoris"].probability for knee in (70, 60, 50, 40, 30)]
    assert all(before <= after for before, after in pairwise(chances))


def test_a_knee_that_gravity_bends_no_further_is_not_held_against_rectus_femoris() -> None:
    assert left(hip=35, knee=65)["rectus_femoris"].probability < 0.1


def test_a_prone_knee_bend_settles_what_the_hanging_knee_left_open() -> None:
    open_ = left(hip=20, knee=48)["rectus_femoris"].probability
    free = left(hip=20, knee=48, left_prone_knee_deg=[120])["rectus_femoris"].probability
    tight = left(hip=20, knee=48, left_prone_knee_deg=[65])["rectus_femoris"].probability
    assert 0.2 < open_ < 0.8
    assert free < 0.05
    assert tight > 0.85


def test_a_person_is_lined_up_with_people_from_short_to_long() -> None:
    tight, middle, loose = (left(hip=hip)["iliopsoas"].place for hip in (0, 23, 40))
    assert tight.median < 0.2 < middle.median < loose.median
    for place in (tight, middle, loose):
        assert 0 <= place.low <= place.median <= place.high <= 1


def test_the_chance_and_the_place_tell_the_same_story() -> None:
    for hip in (-5, 10, 16, 20, 25, 35):
        one = left(hip=hip)["iliopsoas"]
        assert (one.probability > 0.5) == (one.place.median < SHORT_SHARE)


def test_height_and_weight_hardly_change_the_chance() -> None:
    """Which is why nobody is asked for them."""
    small = Person(height_m=1.50, mass_kg=45, sex="female")
    large = Person(height_m=1.95, mass_kg=115, sex="male")
    for hip in (0, 10, 20, 30):
        chances = [left(hip=hip, person=who)["iliopsoas"].probability for who in (small, large)]
        assert abs(chances[0] - chances[1]) < 0.1


@pytest.mark.slow
def test_the_chance_is_kept_as_often_as_it_says() -> None:
    """Many simulated people read by their own hand once: as many are short as was said."""
    random, count = np.random.default_rng(7), 400
    z = random.standard_normal((count, 6))
    people = expect(z, np.zeros(count), PELVIS_NODES_DEG, Person())
    said, short = [], []
    for one, lost in enumerate(people.lost_hip_deg):
        pelvis = random.normal(12, 4)
        hip, knee = (angle[one] for angle in people.at_pelvis(pelvis))
        pelvis_error, thigh_error, shin_error = random.normal(0, [4.1, 3.9, 6.1])
        thigh = pelvis - hip
        read = measure([pelvis + pelvis_error], [thigh + thigh_error], [thigh - knee + shin_error])
        said.append(shortness(fit(read).left)["iliopsoas"].probability)
        short.append(lost > border_lost_deg("iliopsoas"))
    chance, truth = np.array(said), np.array(short)
    for low, high in ((0.0, 1.01), (0.0, 0.2), (0.2, 0.8), (0.8, 1.01)):
        here = (low <= chance) & (chance < high)
        by_luck = np.sqrt((chance * (1 - chance))[here].sum()) / here.sum()
        assert truth[here].mean() == pytest.approx(chance[here].mean(), abs=3 * by_luck)
