"""What the phone interpolates is what the engine would have answered, small enough to send."""

import gzip
import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from guywire.body import Person, tissue_with_deficit
from guywire.body.intervals import Interval
from guywire.body.walk import walk_spread
from guywire.care.vocabulary import Side
from guywire.clinic.why.explanation import SAMPLES, Hips, tables

OWN = Hips({Side.LEFT: 10.0, Side.RIGHT: 7.0})


@cache
def own_tables() -> dict[str, Any]:
    return tables(OWN, person=Person(), steps=4000, hours=9)


def between(level: float, values: list[Any]) -> Any:
    levels = own_tables()["levels"]
    columns = np.asarray(values, dtype=float)
    return np.array(
        [np.interp(level, levels, column) for column in columns.reshape(len(levels), -1).T]
    )


def test_the_tables_of_one_person_are_under_thirty_kilobytes_zipped() -> None:
    assert len(gzip.compress(json.dumps(own_tables()).encode())) < 30_000


@pytest.mark.parametrize("level", [1.5, 8.2, 13.4, 22.5])
def test_between_levels_the_phone_is_within_two_percent_of_the_range_of_the_engines_answer(
    level: float,
) -> None:
    lost = OWN.at(level)
    stride = walk_spread(*(tissue_with_deficit(lost[side]) for side in Side), samples=SAMPLES)
    for name, exact in {
        "pelvis": stride.pelvis_tilt_deg.mean(axis=0),
        "near_hip": stride.legs["left"].hip_flexion_deg.mean(axis=0),
        "far_hip": stride.legs["right"].hip_flexion_deg.mean(axis=0),
    }.items():
        found = between(level, [row[name] for row in own_tables()["walk"]])
        reach = np.ptp(exact)
        assert np.abs(found - exact).max() <= 0.02 * reach + 0.05, name
    for what, of in (("traded_deg", "compensation_deg"), ("lumbosacral_mm", "lumbosacral_mm")):
        both = sum(getattr(stride.steps[side], of) for side in Side) / 2
        interval = Interval.of(both)
        exact = np.array([interval.low, both.mean(), interval.high])
        reach = np.ptp(own_tables()[what])
        assert between(level, own_tables()[what]) == pytest.approx(exact, abs=0.02 * reach), what


def test_the_persons_own_tightness_is_a_level_of_its_own() -> None:
    assert own_tables()["own"]["lost_deg"] in own_tables()["levels"]


def test_the_looser_side_keeps_its_share_of_the_tighter_one() -> None:
    assert OWN.at(20.0) == {Side.LEFT: 20.0, Side.RIGHT: pytest.approx(14.0)}


def test_hips_that_have_lost_nothing_move_alike_at_every_level() -> None:
    free = Hips({Side.LEFT: -3.0, Side.RIGHT: -5.0})
    assert free.level_deg == 0
    assert free.at(6.0) == {Side.LEFT: 6.0, Side.RIGHT: 6.0}


def test_with_free_hips_nothing_is_traded() -> None:
    assert own_tables()["traded_deg"][0] == [0, 0, 0]
    assert own_tables()["lumbosacral_mm"][0] == pytest.approx([0, 0, 0], abs=0.01)
