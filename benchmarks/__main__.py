"""Times our geometry and its peers in one run and writes docs/benchmarks.md: `make bench`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.accuracy import accuracy
from benchmarks.cohort import cohort_cost
from benchmarks.opensim_model import quiet
from benchmarks.page import page
from benchmarks.report import in_fresh_processes
from benchmarks.routes import routes
from benchmarks.timing import pin_to_one_core, time_routes

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    quiet()
    cohort = cohort_cost(*map(int, sys.argv[1:]))
    pin_to_one_core()
    text = page(time_routes(list(routes())), in_fresh_processes(), cohort, accuracy())
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
