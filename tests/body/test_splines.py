import numpy as np
import pytest

from guywire.body.quantities import Quantity
from guywire.body.splines import Axis, evaluate, fit

X = Axis(Quantity("x", -1.0, 2.0, "m"), cells=6)
Y = Axis(Quantity("y", 0.0, 1.0, "m"), cells=3)


def sampled(function):
    x, y = np.meshgrid(X.samples, Y.samples, indexing="ij")
    return np.asarray(function(x, y))[np.newaxis]


def at(coefficients, x, y, slopes_along=()):
    spots = [X.spot(np.asarray(x)), Y.spot(np.asarray(y))]
    return evaluate(coefficients, spots, slopes_along)[:, 0]


def test_a_cubic_is_reproduced_with_its_slopes():
    def cubic(x, y):
        return x**3 - 2 * x * y**2 + y

    coefficients = fit((X, Y), sampled(cubic))
    x, y = np.random.default_rng(3).uniform([-1, 0], [2, 1], (200, 2)).T
    value, along_x, along_y = at(coefficients, x, y, (0, 1))
    assert value == pytest.approx(cubic(x, y))
    assert along_x == pytest.approx(3 * x**2 - 2 * y**2)
    assert along_y == pytest.approx(1 - 4 * x * y, abs=1e-9)


def test_a_smooth_function_is_followed_closely():
    coefficients = fit((X, Y), sampled(lambda x, y: np.sin(2 * x) * np.cos(y)))
    x, y = np.random.default_rng(4).uniform([-1, 0], [2, 1], (200, 2)).T
    assert at(coefficients, x, y)[0] == pytest.approx(np.sin(2 * x) * np.cos(y), abs=5e-3)


def test_both_ends_of_the_range_belong_to_it():
    coefficients = fit((X, Y), sampled(lambda x, y: x + y))
    assert at(coefficients, [-1.0, 2.0], [0.0, 1.0])[0] == pytest.approx([-1.0, 3.0])


def test_several_splines_share_their_spots():
    both = np.concatenate([sampled(lambda x, y: x * y), sampled(lambda x, y: x - y)])
    spots = [X.spot(np.array([0.5])), Y.spot(np.array([0.25]))]
    assert evaluate(fit((X, Y), both), spots)[0, :, 0] == pytest.approx([0.125, 0.25])
