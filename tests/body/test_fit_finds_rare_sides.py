"""Where hardly anybody of the population reads like this, people are drawn anew until many do."""

import numpy as np
import pytest

from guywire.body import Interval, Person
from guywire.body.fit import Earlier, fit, fit_side
from guywire.body.fit.population import DIMENSIONS
from guywire.body.fit.posterior import effective_sample_size, weigh
from guywire.body.fit.sampler import MIN_ESS
from guywire.body.fit.samples import population, predict
from guywire.body.measure import measure

READINGS = {
    "tight, read once at home": ((-8, 14, -34), 1, "self", None, 0),
    "very tight, by a clinician": ((12, 22, -40), 3, "clinician", 55.0, 0),
    "very tight, by a clinician, often": ((12, 22, -40), 3, "clinician", 55.0, 6),
    "very loose, often": ((12, -30, -105), 3, "self", None, 4),
}


def side_of(name):
    angles, trials, rater, prone, days = READINGS[name]
    read = measure(*([angle] * trials for angle in angles), rater=rater)
    bent = None if prone is None else [prone]
    earlier = [Earlier(2 * day + 1, read, bent, rater) for day in range(days)]
    return fit_side(read, prone_knee_deg=bent, earlier=earlier, rater=rater)


def by_brute_force(posterior):
    """The same posterior from 6,000 people drawn with heavy tails around the answer."""
    rng, count = np.random.default_rng(3), 6000
    z, weights = posterior.predictions.z, posterior.weights
    middle = weights @ z
    root = np.linalg.cholesky(1.3 * (weights * (z - middle).T) @ (z - middle) + 0.05 * np.eye(13))
    normal, chi = rng.standard_normal((count, DIMENSIONS)), rng.chisquare(8, count) / 8
    drawn = middle + (normal / np.sqrt(chi)[:, None]) @ root.T
    density = -(8 + DIMENSIONS) / 2 * np.log1p((normal**2).sum(1) / chi / 8)
    log_prior = -(drawn**2).sum(1) / 2 - density
    predictions = predict(drawn, log_prior, rng.standard_normal(count), Person())
    return predictions, weigh(predictions, posterior.observed)


@pytest.mark.slow
@pytest.mark.parametrize("name", READINGS)
def test_the_intervals_are_those_of_many_people_drawn_apart(name):
    side = side_of(name)
    assert effective_sample_size(side.posterior.weights) > MIN_ESS
    predictions, weights = by_brute_force(side.posterior)
    deficit = side.groups["iliopsoas"].deficit_deg
    expected = Interval.of(predictions.extension_deficit_deg[:, 0], weights)
    samples = [effective_sample_size(each) for each in (side.posterior.weights, weights)]
    ends, median = quantile_errors_deg((expected.high - expected.low) / 2, *samples)
    assert deficit.median == pytest.approx(expected.median, abs=3 * median)
    assert (deficit.low, deficit.high) == pytest.approx((expected.low, expected.high), abs=3 * ends)
    assert ends < 1


# Hips that differ as hardly anybody's do: pelvis, thigh and shin of the left, then of the right.
DIFFERENT_HIPS = {
    "tight and usual": ((0, 10, -30), (12, -4, -58), None),
    "loose and tight": ((4, -23, -113), (-2, 12, -34), 8.4),
    "tight and very loose": ((3, 17, -31), (20, -35, -82), None),
}


@pytest.mark.parametrize("name", DIFFERENT_HIPS)
def test_however_the_sides_differ_enough_people_count_on_either(name):
    assert effective_sample_size(fit_of_pair(name).posterior.weights) >= MIN_ESS


@pytest.mark.slow
@pytest.mark.parametrize("name", DIFFERENT_HIPS)
def test_the_chance_that_a_hip_is_tight_is_that_among_many_people_drawn_apart(name):
    posterior = fit_of_pair(name).posterior
    predictions, weights = by_brute_force(posterior)
    answered = effective_sample_size(posterior.weights)
    border_deg = np.quantile(population(Person()).hip_extension_deg, 1 / 3)
    for side in (0, 1):
        here = posterior.weights @ (posterior.predictions.hip_extension_deg[:, side] < border_deg)
        there = weights @ (predictions.hip_extension_deg[:, side] < border_deg)
        by_chance = np.sqrt(0.25 * (1 / answered + 1 / effective_sample_size(weights)))
        assert here == pytest.approx(there, abs=3 * by_chance)


def fit_of_pair(name):
    left, right, standing = DIFFERENT_HIPS[name]
    sides = (measure(*([angle] for angle in side)) for side in (left, right))
    return fit(*sides, standing_pelvis_deg=None if standing is None else [standing])


def quantile_errors_deg(half_width_deg, *samples):
    """Standard errors by chance of a difference of two 10 or 90 % quantiles, and of two medians.

    Of normal samples of these effective sizes, whose 80 % interval reaches 1.2816 SD each way.
    """
    sd, shrinks = half_width_deg / 1.2816, np.sqrt(sum(1 / size for size in samples))
    return sd * 0.3 / 0.17550 * shrinks, sd * 0.5 / 0.39894 * shrinks


def test_a_hundredth_of_a_degree_moves_the_answer_by_hundredths():
    one, other = (fit_side(measure([-8], [thigh], [-40])) for thigh in (10.0, 10.01))
    assert one.hip_extension_deg.low == pytest.approx(other.hip_extension_deg.low, abs=0.1)
