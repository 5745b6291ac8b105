"""What `guywire check --fit` prints below the check: what the tissue may be."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from guywire.body.fit import Fit, GroupFit
from guywire.body.intervals import Interval

BECAUSE = {
    "short": "short",
    "stiff": "stiff",
    "cannot_tell": "short or stiff: cannot tell",
    "not_tight": "not tight",
}
READ = {
    "pelvis": "the pelvis",
    "shin": "the shin",
    "prone_knee": "the knee bend on the stomach",
    "by_clinician": "the hanging leg by a clinician’s hand",
}


def print_fit(found: Fit) -> None:
    """A row a group and side that was read, then the reading that would help most."""
    table = Table(box=SIMPLE_HEAD)
    for heading in ("Side", "Muscle", "Lost at 15 Nm", "Tighter than", "Because"):
        table.add_column(heading)
    for name, side in (("left", found.left), ("right", found.right)):
        if not side.readings:
            continue
        for group in side.groups.values():
            table.add_row(name, group.group.replace("_", " "), *_cells(group))
    console = Console()
    console.print(table)
    console.print("Degrees lost to usual tissue, and between which bounds 80 in 100 lie.")
    following = found.next_reading
    if following:
        console.print(
            f"Next, read {READ[following.reading]} ({found.next_side}): "
            f"{following.why}. It would narrow the answer by {following.narrows_by:.0%}."
        )


def _cells(group: GroupFit) -> tuple[str, str, str]:
    return _degrees(group.lost_deg), f"{group.tighter_than:.0%} of people", BECAUSE[group.because]


def _degrees(band: Interval) -> str:
    return f"{band.median:.0f}° ({band.low:.0f} to {band.high:.0f})"
