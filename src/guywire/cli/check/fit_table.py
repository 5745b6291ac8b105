"""What `guywire check --fit` prints below the check: what the tissue may be."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from guywire.body.fit import Fit, GroupFit
from guywire.body.intervals import Interval

MECHANISM = {
    "short": "short",
    "stiff": "stiff",
    "cannot_tell": "short or stiff: cannot tell",
    "not_tight": "not tight",
}
READ = {
    "thigh": "the thigh",
    "pelvis": "the pelvis",
    "standing_pelvis": "the pelvis standing",
    "shin": "the shin",
    "prone_knee": "the knee bend on the stomach",
    "by_clinician": "the hanging leg by a clinician’s hand",
}


def print_fit(found: Fit) -> None:
    """A row a group and side that was read, then the reading that would help most."""
    table = Table(box=SIMPLE_HEAD)
    for heading in ("Side", "Muscle", "Deficit at 15 Nm", "Chance of tight", "Mechanism"):
        table.add_column(heading)
    for name, side in (("left", found.left), ("right", found.right)):
        if not side.readings:
            continue
        for group in side.groups.values():
            table.add_row(name, group.group.replace("_", " "), *_cells(group))
    console = Console()
    console.print(table)
    console.print("Degrees lacking to the usual person, and between which bounds 80 in 100 lie.")
    following = found.next_reading
    if following:
        console.print(
            f"Next, read {READ[following.reading]}{_at(following.side)}: {following.why}. "
            f"It would narrow the answer by {following.variance_reduction:.0%}."
        )


def _cells(group: GroupFit) -> tuple[str, str, str]:
    return _degrees(group.deficit_deg), f"{group.tight_probability:.0%}", MECHANISM[group.mechanism]


def _at(side: str | None) -> str:
    return f" ({side})" if side else ""


def _degrees(interval: Interval) -> str:
    return f"{interval.median:.0f}° ({interval.low:.0f} to {interval.high:.0f})"
