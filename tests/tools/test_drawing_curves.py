"""Outlines become few cubics that stay near the points they stand for."""

import re

import numpy as np
import pytest

from drawings.curves import line_path, ring_path, smooth_ring

NUMBER = re.compile(r"-?\d+")


def ends(path: str) -> np.ndarray:
    """Follow relative cubics and return where each ends, the start first."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    here = np.array(numbers[:2])
    found = [here]
    for start in range(2, len(numbers), 6):
        here = here + numbers[start + 4 : start + 6]
        found.append(here)
    return np.array(found)


def circle(radius: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 200)
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def test_circle_takes_few_cubics_whose_ends_lie_on_it() -> None:
    on = ends(ring_path(circle(100), 3.0, 1.2))
    assert 5 <= len(on) <= 13
    assert np.abs(np.linalg.norm(on, axis=1) - 100).max() < 2


def test_ring_closes_where_it_began() -> None:
    on = ends(ring_path(circle(80), 3.0, 1.2))
    assert np.abs(on[0] - on[-1]).max() <= 1


def test_corners_of_a_square_stay_corners() -> None:
    square = np.array([[0, 0], [120, 0], [120, 120], [0, 120], [0, 0]], dtype=float)
    pieces, is_round = smooth_ring(square, 7.0)
    assert not is_round
    assert sorted(tuple(np.round(piece[0] / 120)) for piece in pieces) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_rounding_to_millimeters_does_not_add_up() -> None:
    at = np.linspace(0, 900, 400)
    wave = np.stack([at, 40 * np.sin(at / 37)], axis=1)
    assert np.abs(ends(line_path(wave))[-1] - wave[-1]).max() <= 0.5


@pytest.mark.parametrize("path", [line_path(circle(60)[:90]), ring_path(circle(60), 3.0, 1.2)])
def test_path_holds_whole_numbers_only(path: str) -> None:
    assert re.fullmatch(r"M-?\d+ -?\d+c[-\d ]+z?", path)
