"""The options that describe a person and the tissue of both hips, shared by the simulations."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from guywire.cli.output import Answer, plain_refusals

if TYPE_CHECKING:
    from guywire.body.person import Person
    from guywire.body.tissue import Tissue

Side = Literal["left", "right"]
Sex = Literal["female", "male", "unspecified"]

PERSON = "The person"
TISSUE = "The tissue"
LOST = "Hip extension lacking to the usual person, −15 to 60 degrees at 15 Nm"
LOST_KNEE = "Knee flexion lacking by a tight rectus femoris, degrees at 15 Nm"


def _option(help_text: str, panel: str) -> Any:
    return typer.Option(help=help_text, rich_help_panel=panel)


@dataclass(frozen=True)
class Body:
    """A person and the tissue of each side."""

    person: Person
    left: Tissue
    right: Tissue

    def side(self, side: Side) -> Tissue:
        """The tissue of one side."""
        return self.left if side == "left" else self.right


def body(
    height_m: Annotated[float, _option("Height, 1.20 to 2.20 m.", PERSON)] = 1.70,
    mass_kg: Annotated[float, _option("Mass, 25 to 300 kg.", PERSON)] = 75.0,
    sex: Annotated[Sex, _option("Which body proportions to use.", PERSON)] = "unspecified",
    age_years: Annotated[float, _option("Age, 16 to 110 years.", PERSON)] = 30.0,
    iliopsoas_lost_deg: Annotated[float, _option(f"{LOST}, both sides.", TISSUE)] = 0.0,
    left_iliopsoas_lost_deg: Annotated[
        float | None, _option("The same, left side only.", TISSUE)
    ] = None,
    right_iliopsoas_lost_deg: Annotated[
        float | None, _option("The same, right side only.", TISSUE)
    ] = None,
    rectus_lost_deg: Annotated[float, _option(f"{LOST_KNEE}, both sides.", TISSUE)] = 0.0,
    left_rectus_lost_deg: Annotated[
        float | None, _option("The same, left side only.", TISSUE)
    ] = None,
    right_rectus_lost_deg: Annotated[
        float | None, _option("The same, right side only.", TISSUE)
    ] = None,
) -> Body:
    """The person and tissue that the options describe."""
    from guywire.body.person import Person

    def given(side: float | None, both: float) -> float:
        return both if side is None else side

    return Body(
        Person(height_m=height_m, mass_kg=mass_kg, sex=sex, age_years=age_years),
        *(
            _tissue(given(iliopsoas, iliopsoas_lost_deg), given(rectus, rectus_lost_deg))
            for iliopsoas, rectus in (
                (left_iliopsoas_lost_deg, left_rectus_lost_deg),
                (right_iliopsoas_lost_deg, right_rectus_lost_deg),
            )
        ),
    )


def _tissue(iliopsoas_lost_deg: float, rectus_lost_deg: float) -> Tissue:
    from guywire.body.tissue import tissue_with_deficit, usual_tissue

    tissue = usual_tissue()
    if iliopsoas_lost_deg:
        tissue = tissue_with_deficit(iliopsoas_lost_deg, start=tissue)
    if rectus_lost_deg:
        tissue = tissue_with_deficit(rectus_lost_deg, part="rectus_femoris", start=tissue)
    return tissue


def said(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Also draw a figure into this file (.png, .svg, .pdf).")
    ] = None,
) -> None:
    """How to say the answer: only its signature is used."""


def simulation(command: Callable[..., Answer]) -> Callable[..., None]:
    """A command about a body: adds the options of `body` and `said` to its own."""
    about, how = inspect.signature(body).parameters, inspect.signature(said).parameters
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]

    def run(**given: Any) -> None:
        telling = {name: given.pop(name) for name in how}
        with plain_refusals():
            described = body(**{name: given.pop(name) for name in about})
            answer = command(described, **given)
        answer.tell(**telling)

    options = [
        *own,
        *inspect.signature(body, eval_str=True).parameters.values(),
        *inspect.signature(said, eval_str=True).parameters.values(),
    ]
    first = [option for option in options if option.default is option.empty]
    rest = [option for option in options if option.default is not option.empty]
    keyword = [option.replace(kind=option.KEYWORD_ONLY) for option in (*first, *rest)]
    run.__signature__ = inspect.Signature(keyword)  # type: ignore[attr-defined]
    run.__annotations__ = {option.name: option.annotation for option in keyword}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run
