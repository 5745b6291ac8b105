"""What a million people's walk costs: the whole way into Parquet, on every core.

    python -m benchmarks.cohort [PEOPLE]

prints JSON: people, seconds on the clock, processor seconds of all processes. No peers are needed.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from guywire.body.cohort_table import Run, into_parquet

PEOPLE = 1_000_000


@dataclass(frozen=True)
class CohortCost:
    """How many people walked, seconds on the clock, processor seconds of all processes, and the
    load average of the machine before."""

    people: int
    clock_s: float
    processor_s: float
    load_before: float


def cohort_cost(people: int = PEOPLE) -> CohortCost:
    """The walk of so many people, written as Parquet."""
    with tempfile.TemporaryDirectory() as folder:
        load, start, before = os.getloadavg()[0], time.perf_counter(), _processor_s()
        into_parquet(Run("walking", people), Path(folder))
        clock_s, processor_s = time.perf_counter() - start, _processor_s() - before
        return CohortCost(people, clock_s, processor_s, load)


def _processor_s() -> float:
    used = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    print(json.dumps(vars(cohort_cost(*map(int, sys.argv[1:])))))
