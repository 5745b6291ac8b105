"""Where hardly anybody of the population reads like this, sides are drawn anew until many do."""

import numpy as np
import pytest

from guywire.body.fit import Earlier, fit
from guywire.body.fit.posterior import ENOUGH, effective, observe, weights
from guywire.body.fit.predict import expect, expected
from guywire.body.intervals import Interval
from guywire.body.measure import measure
from guywire.body.person import Person

READINGS = {
    "tight, read once at home": ((-8, 14, -34), 1, "self", None, 0),
    "tight, three days before it": ((-8, 14, -34), 1, "self", None, 3),
    "very tight, by a clinician": ((12, 30, -40), 3, "clinician", 55.0, 0),
    "very tight, by a clinician, often": ((12, 30, -40), 3, "clinician", 55.0, 11),
    "very tight at home, often": ((12, 30, -40), 3, "self", 60.0, 11),
    "very loose": ((12, -30, -105), 3, "self", None, 4),
}


def side_of(name):
    angles, repeats, taken_by, prone, days = READINGS[name]
    read = measure(*([angle] * repeats for angle in angles), taken_by=taken_by)
    bent = None if prone is None else [prone]
    earlier = [Earlier(2 * day + 1, read, bent, taken_by) for day in range(days)]
    return fit(read, left_prone_knee_deg=bent, left_earlier=earlier, taken_by=taken_by).left


def by_brute_force(side):
    """The same posterior from 40,000 sides drawn with heavy tails around the answer."""
    rng = np.random.default_rng(3)
    middle = side.weight @ side.sampled.z
    off = side.sampled.z - middle
    root = np.linalg.cholesky(1.5 * (side.weight * off.T) @ off + 0.05 * np.eye(6))
    normal, chi = rng.standard_normal((40_000, 6)), rng.chisquare(5, 40_000) / 5
    z = middle + (normal / np.sqrt(chi)[:, None]) @ root.T
    density = -5.5 * np.log1p((normal**2).sum(1) / chi / 5)
    nodes = np.unique([day.pelvis_deg for day in side.occasions])
    drawn = expect(z, -(z**2).sum(1) / 2 - density, nodes, Person())
    return drawn, weights(drawn, observe(side.occasions, expected(Person())))


@pytest.mark.slow
@pytest.mark.parametrize("name", READINGS)
def test_the_bands_are_those_of_forty_thousand_sides(name):
    side = side_of(name)
    assert effective(side.weight) >= ENOUGH
    drawn, weight = by_brute_force(side)
    hip = Interval.of(drawn.at_pelvis(side.occasions[0].pelvis_deg)[0], weight)
    lost = Interval.of(drawn.lost_hip_deg, weight)
    for found, wanted in ((side.hip_extension_deg, hip), (side.groups["iliopsoas"].lost_deg, lost)):
        ends = [found.low, found.median, found.high]
        assert ends == pytest.approx([wanted.low, wanted.median, wanted.high], abs=0.7)


def test_a_hundredth_of_a_degree_moves_the_answer_by_hundredths():
    one, other = (fit(measure([-8], [thigh], [-40])).left for thigh in (10.0, 10.01))
    assert one.hip_extension_deg.low == pytest.approx(other.hip_extension_deg.low, abs=0.1)


def test_days_that_differ_by_a_degree_are_fitted_all_over_the_range():
    """A grid on which single sampled sides once found no rest, and whole pages failed."""
    for pelvis in (-10, 0, 5, 12):
        for thigh in (-5, 5, 12):
            for shin in (-35, -45, -60):
                read = [
                    measure([pelvis + by] * 3, [thigh + by] * 3, [shin] * 3) for by in (0, 1, -1)
                ]
                earlier = [Earlier(1, read[1]), Earlier(2, read[2])]
                assert effective(fit(read[0], left_earlier=earlier).left.weight) > 100
