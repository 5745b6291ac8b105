"""Question 4: one stride with this person's hips, and what makes up for them late in each step."""

from __future__ import annotations

from guywire.body.person import Person, known_person
from guywire.body.quantities import Quantity, checked_type
from guywire.body.tissue import Tissue
from guywire.body.tissue.parameters import people_in
from guywire.body.tissue.usual import usual_tissue
from guywire.body.walk.answer import Answer
from guywire.body.walk.curves import StrideCurves, normal_stride, stride_by_stride
from guywire.body.walk.prices import Prices
from guywire.body.walk.results import LegKinematics, StepCompensation, Walk
from guywire.body.walk.strides import laid_stride

__all__ = [
    "LegKinematics",
    "Prices",
    "StepCompensation",
    "StrideCurves",
    "Walk",
    "normal_stride",
    "stride_by_stride",
    "walk",
    "walk_spread",
]

COMFORTABLE_SPEED_M_S = 1.24
SAMPLES = Quantity("samples", 8, 2000, "")
SPREAD_COUNT = 128

SET_BY: dict[str, tuple[str, ...]] = {
    "stride, speed": ("D01", "D02", "D03", "D04"),
    "spread of strides between people": ("D01", "D05", "C06"),
    "lumbar extension a degree of pelvic tilt": ("C20",),
}


def walk(
    left: Tissue | None = None,
    right: Tissue | None = None,
    *,
    person: Person | None = None,
    stride: StrideCurves | None = None,
    speed_m_s: float = COMFORTABLE_SPEED_M_S,
    prices: Prices | None = None,
    samples: int = 100,
) -> Walk:
    """One stride, and what makes up for hips that differ from the usual ones.

    Hip extension that costs more than in usual hips is given up late in each step: to forward
    tilt of the pelvis and, degree for degree [1], extension of the lower back, against the
    stiffness of the trunk; and to a shorter step, against its price (`guywire.body.walk.prices`).
    Both have a price, so neither is forced. Usual hips are those of the median person of the
    population (`guywire.body.tissue.usual`). Quasi-static; relaxed tissue only.

    Parameters
    ----------
    left, right : tissue of each side; the usual if None. Fields are numbers, or arrays of shape
        (people,) or (people, 1): the people axis.
    person : whose body; the generic one if None. Stiffness and price grow with mass times height,
        as the tissue's moments do, so that degrees do not depend on size.
    stride : the stride walked in, of one person or with a people axis; the mean of 24 young
        adults [2] if None
    speed_m_s : 0.6 to 2.0 m/s; swings of the normative stride are scaled about their means away
        from 1.24 m/s. Not with a stride of your own.
    prices : stiffness of the trunk, price of a shorter step, one for all or one a person; the
        medians if None. `walk_spread` takes their measured spread.
    samples : points of the stride, 8 to 2000

    Returns
    -------
    Walk
        With a people axis first where tissue, stride or prices have one.

    Raises
    ------
    ValueError
        If a value is outside its range, or people axes differ in length.

    References
    ----------
    [1] Levine D, Whittle MW. J Orthop Sports Phys Ther 1996;24:130-135.
        doi:10.2519/jospt.1996.24.3.130
    [2] Fukuchi CA, Fukuchi RK, Duarte M. PeerJ 2018;6:e4640. doi:10.7717/peerj.4640
    """
    if stride is not None and speed_m_s != COMFORTABLE_SPEED_M_S:
        raise ValueError("speed_m_s belongs to the normative stride; leave it out with a stride")
    tissues = {"left": left or usual_tissue(), "right": right or usual_tissue()}
    if stride is not None:
        checked_type(stride, StrideCurves, "stride")
    laid = laid_stride(stride, speed_m_s, int(SAMPLES.scalar(samples)))
    return Answer(
        laid, tissues, known_person(person), checked_type(prices or Prices(), Prices, "prices")
    ).walk()


def walk_spread(
    left: Tissue | None = None,
    right: Tissue | None = None,
    *,
    person: Person | None = None,
    stride: StrideCurves | None = None,
    speed_m_s: float = COMFORTABLE_SPEED_M_S,
    samples: int = 100,
) -> Walk:
    """`walk` with everything that is not known of a person spread as it was measured.

    Each row of the answer's people axis is one draw: of tissue, if that has a people axis (draws
    from a posterior, say), and of trunk stiffness, price of a step and sacroiliac stiffness. Take
    means and quantiles over rows; never the answer at the middle of each. Without a people axis
    there are 128 rows.
    """
    axes = [tissue for tissue in (left, right) if tissue is not None]
    count = max([people_in(tissue) or 1 for tissue in axes], default=1)
    spread = Prices.spread(SPREAD_COUNT if count == 1 else count)
    return walk(
        left,
        right,
        person=person,
        stride=stride,
        speed_m_s=speed_m_s,
        prices=spread,
        samples=samples,
    )
