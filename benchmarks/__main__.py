"""Times our geometry and its peers in one run and writes docs/benchmarks.md: `make bench`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.opensim_model import quiet
from benchmarks.page import page
from benchmarks.routes import routes
from benchmarks.timing import pin_to_one_core, time_routes

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    quiet()
    pin_to_one_core()
    text = page(time_routes(list(routes())))
    PAGE.write_text(text, encoding="utf-8")
    print(text)


main()
