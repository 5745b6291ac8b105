"""Times routes in turn, round after round, so that a busy moment of the machine hits them all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Answer = tuple[np.ndarray, np.ndarray]
Run = Callable[[np.ndarray, np.ndarray], Answer]

ROUNDS = 5
HIP_DEG, KNEE_DEG = (-30, 120), (0, 120)


@dataclass(frozen=True)
class Route:
    """One way to lengths and hip arms (m, muscles × postures) from hip and knee flexion (rad).

    The errors of all are counted from the route that is the reference.
    """

    name: str
    how: str
    run: Run
    postures: int
    is_reference: bool = False


@dataclass(frozen=True)
class Timing:
    """How fast a route was at its best and at its median, and how far from OpenSim's answer."""

    route: Route
    best_per_second: float
    median_per_second: float
    length_error_mm: float
    arm_error_mm: float


def pin_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def time_routes(routes: Sequence[Route]) -> list[Timing]:
    """Every route over random postures in the verified range; errors against the reference."""
    seconds = [[_seconds(route) for route in routes] for _ in range(ROUNDS)]
    checked = _postures(200)
    reference = next(route for route in routes if route.is_reference).run(*checked)
    return [
        _timing(route, [round_[number] for round_ in seconds], reference, route.run(*checked))
        for number, route in enumerate(routes)
    ]


def _timing(route: Route, seconds: list[float], reference: Answer, answer: Answer) -> Timing:
    length_error, arm_error = (
        1000 * float(np.sqrt(np.mean((ours - theirs) ** 2)))
        for ours, theirs in zip(answer, reference, strict=True)
    )
    return Timing(
        route=route,
        best_per_second=route.postures / min(seconds),
        median_per_second=route.postures / float(np.median(seconds)),
        length_error_mm=length_error,
        arm_error_mm=arm_error,
    )


def _seconds(route: Route) -> float:
    postures = _postures(route.postures)
    route.run(*(angles[:20] for angles in postures))
    return elapsed(lambda: route.run(*postures))


def elapsed(work: Callable[[], object]) -> float:
    """Processor seconds: what others do on the machine meanwhile is not counted."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _postures(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    return np.radians(rng.uniform(*HIP_DEG, count)), np.radians(rng.uniform(*KNEE_DEG, count))
