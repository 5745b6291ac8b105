"""Intervals hold what they promise, on people who were made and misread apart from the fit.

`make calibration` writes the whole table; this is a small one, wide enough for chance.
"""

import numpy as np
import pytest
from benchmarks.calibration import (
    HOME,
    PROTOCOLS,
    Protocol,
    coverage,
    decided,
    fitted,
    rows_of,
    simulate,
)

from guywire.body.fit import fit
from guywire.body.fit.many import day_of_people, fit_people
from guywire.body.measure import measure


@pytest.mark.slow
@pytest.mark.parametrize("protocol", [PROTOCOLS[0], PROTOCOLS[3]], ids=lambda one: one.name)
def test_intervals_hold_what_they_promise(protocol):
    truth, days = simulate(250, protocol, 5)
    found = fitted(days)
    for name, (half, most, nearly_all) in rows_of(truth, found)[:3]:
        assert half == pytest.approx(50, abs=9), name
        assert most == pytest.approx(80, abs=7), name
        assert nearly_all == pytest.approx(95, abs=4), name
    assert decided(truth, found).right_of_called > 80


@pytest.mark.slow
def test_a_deficit_of_the_wrong_sign_would_be_seen():
    truth, days = simulate(150, PROTOCOLS[0], 6)
    found = fitted(days)
    assert coverage(-found.extension_deficit_deg[..., ::-1], truth.deficit)[1] < 70


def test_many_people_in_one_call_are_fitted_as_each_would_be():
    angles = {"pelvis": [[12.0], [5.0]], "thigh": [[3.0], [-9.0]], "shin": [[-58.0], [-65.0]]}
    day = day_of_people(left=angles, right=angles, standing_pelvis_deg=[[2.0], [0.0]])
    many = fit_people(day, draws=40)
    assert many.hip_extension_deg.shape == (2, 2, 3)
    assert np.shape(many.people.left.tissue.front_shift_deg) == (80,)
    for row, standing in enumerate((2.0, 0.0)):
        side = measure(*(angles[name][row] for name in ("pelvis", "thigh", "shin")))
        one = fit(side, side, standing_pelvis_deg=[standing])
        group = one.left.groups["iliopsoas"]
        assert many.tight_probability["iliopsoas"][row, 0] == pytest.approx(group.tight_probability)
        assert many.mean_extension_deficit_deg[row, 0] == pytest.approx(group.mean_deficit_deg)
        assert many.extension_deficit_deg[row, 0] == pytest.approx(
            [group.deficit_deg.low, group.deficit_deg.median, group.deficit_deg.high], abs=0.6
        )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ({"left": {"thgh": [[1.0]]}}, "reading is 'thgh'; it is one of pelvis, thigh, shin"),
        ({"left": {"thigh": [1.0, 2.0]}}, r"thigh_deg has shape \(2,\); it must be \(people, tri"),
        ({"left": {"thigh": [[float("nan")]]}}, "thigh_deg is nan"),
        ({"left": {"thigh": np.ma.masked_array([[1.0]], [[True]])}}, "masked"),
        ({"left": {"thigh": [[1.0]], "pelvis": [[1.0], [2.0]]}}, r"of \[1, 2\] people"),
        ({"left": {"thigh": [[1.0]]}, "rater": "robot"}, "rater is 'robot'"),
    ],
)
def test_readings_of_many_people_that_cannot_be_are_refused_in_a_sentence(day, said):
    with pytest.raises(ValueError, match=said):
        day_of_people(**day)


def test_the_generator_misreads_by_what_the_sources_say():
    """Its sizes are written a second time: a slip in the engine's copy would part them."""
    protocol = Protocol("often", HOME, trials=3)
    _, [day] = simulate(1500, protocol, 8)
    apart = np.std(day.mean_deg["left", "pelvis"])
    assert apart == pytest.approx(np.sqrt(24.5 + 9.6**2 + 25 + 3.6**2 + 4 / 3), rel=0.06)
