"""What the phone interpolates is what the engine would have answered, small enough to send."""

import gzip
import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from guywire.clinic.why.explanation import LEVELS_DEG, tables, walking_at


@cache
def own_tables() -> dict[str, Any]:
    return tables(None, 10.0, steps=4000, hours=9)


def between(level: float, values: list[Any]) -> Any:
    levels = own_tables()["levels"]
    columns = np.asarray(values, dtype=float)
    return np.array(
        [np.interp(level, levels, column) for column in columns.reshape(len(levels), -1).T]
    )


def test_the_tables_of_one_person_are_under_thirty_kilobytes_zipped() -> None:
    assert len(gzip.compress(json.dumps(own_tables()).encode())) < 30_000


@pytest.mark.parametrize("level", [8.2, 22.5])
def test_between_levels_the_phone_is_within_two_percent_of_the_range_of_the_engines_answer(
    level: float,
) -> None:
    walking = walking_at(level)
    stride = walking.stride
    for name, exact in {
        "pelvis": stride.pelvis_tilt_deg.mean(axis=0),
        "near_hip": stride.legs["left"].hip_flexion_deg.mean(axis=0),
    }.items():
        seen = between(level, [row[name] for row in own_tables()["walk"]])
        assert np.abs(seen - exact).max() <= 0.02 * np.ptp(exact) + 0.05, name
    asked = walking.step.compensation_deg
    exact = np.array([asked.low, asked.mean, asked.high])
    reach = np.ptp(own_tables()["traded_deg"])
    assert between(level, own_tables()["traded_deg"]) == pytest.approx(exact, abs=0.02 * reach)


def test_the_persons_own_tightness_is_a_level_of_its_own() -> None:
    assert own_tables()["own"]["lost_deg"] in own_tables()["levels"]
    assert len(own_tables()["levels"]) == len(LEVELS_DEG) + 1


def test_the_median_person_makes_up_for_nothing() -> None:
    assert own_tables()["traded_deg"][0] == pytest.approx([0, 0, 0], abs=0.01)
    assert own_tables()["travel_mm"][0] == pytest.approx([0, 0, 0], abs=0.01)


def test_tighter_hips_ask_for_more() -> None:
    means = [row[1] for row in own_tables()["traded_deg"]]
    assert means == sorted(means)
