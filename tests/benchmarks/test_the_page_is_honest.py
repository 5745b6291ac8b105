"""The page of benchmarks says outright where a peer wins."""

import numpy as np
import pytest
from benchmarks.accuracy import Error
from benchmarks.cohort import CohortCost
from benchmarks.page import page
from benchmarks.report import Cost
from benchmarks.timing import Route, Timing, time_routes


def answer(scale=1.0):
    return lambda hip, knee: (np.full((5, len(hip)), scale), np.full((5, len(hip)), 0.04))


def timing(name, per_second):
    route = Route(name, "how it goes", answer(), postures=10)
    return Timing(route, per_second, per_second, 0.0, 0.0)


def process(walk_first_s):
    fitted = Cost("The fit", 0.3, 0.1)
    return [Cost("stand", 0.020, 0.010), Cost("walk", walk_first_s, 0.030), fitted]


def written(*timings):
    processes = [process(0.040), process(0.300), process(0.035)]
    cohort = CohortCost(40_000, 48.0, 13.3, 0.1)
    return page(timings, processes, cohort, [Error("psoas", 0.001, 0.002, 0.0)])


def test_a_slower_peer_is_beaten_by_its_ratio():
    text = written(timing("guywire", 1000.0), timing("OpenSim", 10.0))
    assert "| OpenSim | 10 | 10 | 100.0× |" in text
    assert "guywire: faster than every peer here." in text


def test_a_faster_peer_is_named():
    text = written(timing("guywire", 1000.0), timing("MuJoCo", 5000.0))
    assert "guywire: slower than MuJoCo." in text


def test_the_report_is_added_up():
    assert "| **all** | **60** | **40** |" in written(timing("guywire", 1.0))


def test_the_slowest_process_is_told_too():
    assert "the first time: 55 to 320 ms" in written(timing("guywire", 1.0))


def test_the_fit_stands_apart_from_the_report():
    assert "The fit, from one set of readings: 300 ms" in written(timing("guywire", 1.0))


def test_errors_are_counted_from_the_reference():
    reference = Route("reference", "", answer(1.0), postures=10, is_reference=True)
    off = Route("off by two millimeters", "", answer(1.002), postures=10)
    timings = {t.route.name: t for t in time_routes([reference, off])}
    assert timings["reference"].length_error_mm == 0
    assert timings["off by two millimeters"].length_error_mm == pytest.approx(2.0)
    assert timings["off by two millimeters"].arm_error_mm == 0
