"""The page of results, in Markdown."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from statistics import median

import numpy as np
from benchmarks.accuracy import Error
from benchmarks.cohort import CohortCost
from benchmarks.machine import processor
from benchmarks.report import Cost
from benchmarks.timing import HIP_DEG, KNEE_DEG, ROUNDS, Timing

OURS = "guywire"


def page(
    timings: Sequence[Timing],
    processes: Sequence[Sequence[Cost]],
    cohort: CohortCost,
    errors: Sequence[Error],
) -> str:
    geometry = [*_table(timings), *_verdict(timings), *_how(timings)]
    people = [*_report(processes), *_cohort(cohort)]
    return "\n".join([*_opening(), *geometry, *people, *_accuracy(errors)]) + "\n"


def _cohort(cost: CohortCost) -> list[str]:
    return [
        "## A cohort",
        "",
        f"`guywire cohort walking --count {cost.people} --parquet FOLDER`, a process a core: "
        f"{cost.clock_s:,.0f} s on the clock, {cost.processor_s:,.0f} s of processor, "
        f"{cost.people / cost.clock_s:,.0f} people a second. "
        f"Load average of the machine before it: {cost.load_before:.1f}.",
        "",
    ]


def _opening() -> list[str]:
    return [
        "# Benchmarks",
        "",
        "Made by `make bench`; do not edit.",
        "",
        f"Machine: {processor()}, {os.cpu_count()} cores (one used), {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}. "
        f"Run on {dt.datetime.now(dt.UTC):%Y-%m-%d}.",
        "",
    ]


def _table(timings: Sequence[Timing]) -> list[str]:
    ours = next(timing for timing in timings if timing.route.name == OURS)
    head = (
        "| route | postures/s (best) | (median) | guywire is | length error, mm | arm error, mm |"
    )
    rows = [
        f"| {t.route.name} | {t.best_per_second:,.0f} | {t.median_per_second:,.0f} "
        f"| {_ratio(ours, t)} | {t.length_error_mm:.3f} | {t.arm_error_mm:.3f} |"
        for t in timings
    ]
    return [
        "## Postures a second",
        "",
        "Lengths and hip-flexion moment arms of the five hip flexors, random postures (hip",
        f"{_span(HIP_DEG)}, knee {_span(KNEE_DEG)}), one core, all routes in turn, {ROUNDS}",
        "rounds. Processor time; the best round of each and the median.",
        "",
        head,
        "|---|---:|---:|---:|---:|---:|",
        *rows,
        "",
    ]


def _how(timings: Sequence[Timing]) -> list[str]:
    return [
        "Errors are root mean squares over the five muscles and 200 postures, against OpenSim's",
        "own answer for the wrapped paths.",
        "",
        *(f"- **{timing.route.name}**: {timing.route.how}." for timing in timings),
        "",
        "Every OpenSim route uses a model with the five muscles, one leg, no hip adduction or",
        "rotation and no forces, so it does nothing that was not asked. Building models, fitting",
        "OpenSim's polynomials and compiling our surfaces is not in the times.",
        "",
    ]


def _verdict(timings: Sequence[Timing]) -> list[str]:
    """Which peers are faster than ours, said outright, for many postures a call and for one."""
    peers = [timing for timing in timings if not timing.route.name.startswith(OURS)]
    said = []
    for ours in (timing for timing in timings if timing.route.name.startswith(OURS)):
        faster = [p.route.name for p in peers if p.best_per_second > ours.best_per_second]
        verdict = f"slower than {', '.join(faster)}" if faster else "faster than every peer here"
        said.append(f"- {ours.route.name}: {verdict}.")
    return ["In short:", "", *said, ""]


def _report(processes: Sequence[Sequence[Cost]]) -> list[str]:
    *costs, fitted = [_middle(of_processes) for of_processes in zip(*processes, strict=True)]
    whole = [sum(cost.first_s for cost in process[:-1]) for process in processes]
    again = sum(cost.again_s for cost in costs)
    rows = [f"| {c.question} | {c.first_s * 1e3:.1f} | {c.again_s * 1e3:.1f} |" for c in costs]
    return [
        "## One person's whole report",
        "",
        "Processor time, one core: the first time in a fresh process, and again (best of twenty).",
        f"Medians of {len(processes)} processes.",
        "",
        "| question | first, ms | again, ms |",
        "|---|---:|---:|",
        *rows,
        f"| **all** | **{median(whole) * 1e3:.0f}** | **{again * 1e3:.0f}** |",
        "",
        f"All of it, the first time: {min(whole) * 1e3:.0f} to {max(whole) * 1e3:.0f} ms. "
        "The aim is under 300.",
        "",
        f"{fitted.question}, from one set of readings: {fitted.first_s * 1e3:.0f} ms for the first",
        f"person in a process, {fitted.again_s * 1e3:.0f} ms for the next of that size.",
        "",
    ]


def _middle(costs: Sequence[Cost]) -> Cost:
    """The median of one question over processes."""
    first, again = median(c.first_s for c in costs), median(c.again_s for c in costs)
    return Cost(costs[0].question, first, again)


def _accuracy(errors: Sequence[Error]) -> list[str]:
    rows = [
        f"| {e.muscle} | {e.length_mm:.3f} | {e.hip_arm_mm:.3f} | {e.knee_arm_mm:.3f} |"
        for e in errors
    ]
    return [
        "## Accuracy, muscle by muscle",
        "",
        "Root mean square against OpenSim's wrapped paths, mm, over hip −30° to 120° and knee 0°",
        "to 120° every 15° (tests/body/data/opensim_reference.csv).",
        "",
        "| muscle | length | hip arm | knee arm |",
        "|---|---:|---:|---:|",
        *rows,
    ]


def _ratio(ours: Timing, other: Timing) -> str:
    if other is ours:
        return ""
    return f"{ours.best_per_second / other.best_per_second:,.1f}×"


def _span(degrees: tuple[int, int]) -> str:
    return f"{degrees[0]}° to {degrees[1]}°"
