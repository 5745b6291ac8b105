from collections.abc import Callable

import pytest

from guywire.body import Person, Tissue, fit_side, passive_moment
from guywire.body.fit import fit
from guywire.body.geometry import geometry
from guywire.body.hold import Supine, hold
from guywire.body.measure import measure
from guywire.body.stand import stand
from guywire.body.surface import surface
from guywire.body.thomas import rest
from guywire.body.walk import walk

TALL: Person = "tall"  # type: ignore[assignment]
TIGHT: Tissue = "tight"  # type: ignore[assignment]
SIDE = measure([10.0], [-6.0], [-60.0])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: walk(person=TALL),
        lambda: stand(person=TALL),
        lambda: hold(Supine(), person=TALL),
        lambda: surface(person=TALL),
        lambda: rest(10, person=TALL),
        lambda: fit(SIDE, SIDE, person=TALL),
        lambda: fit_side(SIDE, person=TALL),
        lambda: passive_moment(0.0, 0.0, person=TALL),
        lambda: geometry(0.0, 0.0, person=TALL),
        lambda: geometry([0.0], 0.0, person=TALL),
    ],
)
def test_no_question_takes_anything_but_a_person(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="person is 'tall'; it must be a Person"):
        ask()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: walk(TIGHT),
        lambda: stand(TIGHT),
        lambda: hold(Supine(), tissue=TIGHT),
        lambda: surface(TIGHT),
        lambda: rest(10, tissue=TIGHT),
        lambda: passive_moment(0.0, 0.0, tissue=TIGHT),
    ],
)
def test_no_question_takes_anything_but_a_tissue(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="tissue is 'tight'; it must be a Tissue"):
        ask()


def test_a_walk_takes_no_stride_and_no_prices_of_another_kind() -> None:
    with pytest.raises(ValueError, match="stride is 'mine'; it must be a StrideCurves"):
        walk(stride="mine")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="prices is 3; it must be a Prices"):
        walk(prices=3)  # type: ignore[arg-type]
