"""The page of results, in Markdown."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.timing import HIP_DEG, KNEE_DEG, ROUNDS, Timing

OURS = "guywire"


def page(timings: Sequence[Timing]) -> str:
    return "\n".join([*_opening(), *_table(timings), *_how(timings), *_verdict(timings)]) + "\n"


def _opening() -> list[str]:
    return [
        "# Benchmarks",
        "",
        "Made by `make bench`; do not edit. Lengths and hip-flexion moment arms of the five hip",
        f"flexors, random postures (hip {_span(HIP_DEG)}, knee {_span(KNEE_DEG)}), one core, all",
        f"routes in turn, {ROUNDS} rounds; processor time, the best round of each beside its",
        "median.",
        "",
        f"Machine: {_processor()}, {os.cpu_count()} cores (one used), {platform.system()} "
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
    return ["## Postures a second", "", head, "|---|---:|---:|---:|---:|---:|", *rows, ""]


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
    return ["## In short", "", *said]


def _ratio(ours: Timing, other: Timing) -> str:
    if other is ours:
        return ""
    return f"{ours.best_per_second / other.best_per_second:,.1f}×"


def _span(degrees: tuple[int, int]) -> str:
    return f"{degrees[0]}° to {degrees[1]}°"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"
