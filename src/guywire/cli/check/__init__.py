"""guywire check: what was read of each side, to true angles and how likely each muscle is short."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from guywire.cli import app
from guywire.cli.output import plain_refusals


def _lines(metavar: str, help_text: str) -> Any:
    """An option that is given again for each line of readings."""
    return typer.Option(metavar=metavar, help=help_text)


Left = Annotated[
    list[str] | None,
    _lines(
        "PELVIS,THIGH,SHIN",
        "Left side in degrees, such as 12,-8,-75. Give it again for each repeat. "
        "A spot that was not read stays empty, as in ,-8,-75.",
    ),
]
Right = Annotated[list[str] | None, _lines("PELVIS,THIGH,SHIN", "Right side, in the same way.")]
LeftProne = Annotated[
    list[str] | None,
    _lines(
        "KNEE",
        "How far the left knee bends on the stomach before the pelvis lifts, such as 105. "
        "Give it again for each repeat.",
    ),
]
RightProne = Annotated[list[str] | None, _lines("KNEE", "The right knee, in the same way.")]
LeftEarlier = Annotated[
    list[str] | None,
    _lines(
        "WEEKS,PELVIS,THIGH,SHIN[,KNEE]",
        "What the left side read so many weeks before, such as 4,12,-2,-70. Give it again "
        "for each repeat and each day. It counts too, for less the longer ago.",
    ),
]
RightEarlier = Annotated[
    list[str] | None,
    _lines("WEEKS,PELVIS,THIGH,SHIN[,KNEE]", "The right side, in the same way."),
]
Standing = Annotated[
    list[str] | None,
    _lines(
        "PELVIS",
        "The pelvis in quiet standing, such as -2: 0 upright, + rotated back. It makes the zero "
        "of both hips the person’s own. Repeat the option for each trial.",
    ),
]
ByClinician = Annotated[
    bool,
    typer.Option(
        "--by-clinician", help="A clinician took today’s readings; they err about half as much."
    ),
]
WithFit = Annotated[
    bool,
    typer.Option(
        "--fit", help="Also print what the tissue may be, short or stiff, and what to read next."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(
    left: Left = None,
    right: Right = None,
    left_prone: LeftProne = None,
    right_prone: RightProne = None,
    left_earlier: LeftEarlier = None,
    right_earlier: RightEarlier = None,
    standing: Standing = None,
    by_clinician: ByClinician = False,
    with_fit: WithFit = False,
    as_json: AsJson = False,
) -> None:
    """Are the hip flexors tight? From inclinations in the Thomas position, in degrees."""
    from guywire.care.vocabulary import Side
    from guywire.cli.check import report
    from guywire.cli.check.typed import Typed, fit_all, measured_in

    typed = [
        Typed(Side.LEFT, left or [], left_prone or [], left_earlier or []),
        Typed(Side.RIGHT, right or [], right_prone or [], right_earlier or []),
    ]
    with plain_refusals():
        measured = measured_in(typed, standing or [], by_clinician=by_clinician)
        found = fit_all(typed, measured)
    say = report.say_as_json if as_json else report.say_tables
    say(measured, found, with_fit=with_fit)
