"""Question 2: from what was read to what the tissue may be, on both sides together.

What a page needs, in the order in which it is known best:

* `Fit.side_difference_deg`, `Fit.left_tighter_probability`: what both sides share cancels
* `Fit.change_deg(side, weeks_ago)`: what both days share cancels
* `SideFit.groups["iliopsoas"].tight_probability`: among the third with least true hip extension
* `SideFit.groups[…].deficit_deg`, `.mean_deficit_deg`, `.percentile`: against the usual person
  (`guywire.body.tissue.usual_tissue`), with sign
* `SideFit.hip_extension_deg`: the true angle, which bears the whole unknown of the zero
* `Fit.tissues(n)`: n draws of left and right tissue that belong together; anything asked of the
  person is asked of each draw and then averaged
* `Fit.next_reading`: what to read next, the standing pelvis included

A reading that cannot be right raises `guywire.body.measure.ReadingError` with `.reading`, `.code`
and `.values`; of an implausible one `.values["side"]` is the side.
"""

from __future__ import annotations

from collections.abc import Sequence

from guywire.body.fit.answer import Fit, SideFit, fit_of
from guywire.body.fit.days import SIDE_NAMES, Day, Earlier, SideName, day_of
from guywire.body.fit.groups import GroupFit
from guywire.body.fit.plausible import check_plausible, is_consistent
from guywire.body.fit.posterior import Posterior
from guywire.body.fit.sampler import posterior_of
from guywire.body.fit.suggest import SuggestedReading
from guywire.body.measure import Measurement
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import average_trials, check_rater
from guywire.body.person import Person, known_person

__all__ = [
    "Earlier",
    "Fit",
    "GroupFit",
    "Posterior",
    "SideFit",
    "SuggestedReading",
    "fit",
    "fit_side",
]


def fit(
    left: Measurement | None = None,
    right: Measurement | None = None,
    *,
    standing_pelvis_deg: Sequence[float] | None = None,
    left_prone_knee_deg: Sequence[float] | None = None,
    right_prone_knee_deg: Sequence[float] | None = None,
    left_earlier: Sequence[Earlier] = (),
    right_earlier: Sequence[Earlier] = (),
    rater: Rater = "self",
    left_rater: Rater | None = None,
    right_rater: Rater | None = None,
    person: Person | None = None,
) -> Fit:
    """What the tissue of both sides may be, given what was read of either.

    Importance sampling, the same bits every time: people spread evenly over the population
    (`guywire.body.fit.population`) weigh by how well the engine's own rest posture in the Thomas
    position explains the readings, with every error that may be in them
    (`guywire.body.fit.errors`): what both sides, all days or the whole norm share is shared there.
    One angle cannot tell a short group from a stiff one, and the answer says so.

    What was read weeks before counts too, for less the longer ago (`guywire.body.fit.drift`). It
    is left out where it cannot be right beside what was read now.

    Parameters
    ----------
    left, right : what `guywire.body.measure` made of a side's readings; None if not taken.
        Pelvis and shin may be missing there.
    standing_pelvis_deg : the pelvis in quiet standing (degrees, one to ten trials), the same edge
        of the phone on the same two points; + rotated back. It makes the zero the person's own. A
        measurement that holds it is as good.
    left_prone_knee_deg, right_prone_knee_deg : knee flexion (degrees, 30 to 160, one to ten
        trials) at which the pelvis begins to lift, lying prone (Ely, Duncan)
    left_earlier, right_earlier : the same side as it was read on other days, in any order
    rater : who took the prone and the standing readings; a measurement knows it of its own
    left_rater, right_rater : the same where it was not one hand on both sides
    person : whose legs; the generic body if None

    Raises
    ------
    ReadingError
        If fewer than one in 10,000 people would give such readings of a side; `.reading` says
        which to take again, `.values["side"]` on which side.
    ValueError
        For weeks outside 0 to 1040, or a rater there is none of.

    References
    ----------
    Ferber 2010, 10.4085/1062-6050-45.4.344. Harvey 1998, 10.1136/bjsm.32.1.68. Silder 2007,
    10.1016/j.jbiomech.2006.12.017. Preece 2008, 10.1179/106698108790818459.
    """
    for hand in (rater, left_rater or rater, right_rater or rater):
        check_rater(hand)
    for name, measured in (("left", left), ("right", right)):
        if measured is not None and not isinstance(measured, Measurement):
            raise ValueError(f"{name} is {measured!r}; it must be what `measure` returns")
    who = known_person(person)
    standing = (
        None
        if standing_pelvis_deg is None
        else average_trials("standing_pelvis", standing_pelvis_deg, rater)
    )
    now = day_of(
        Earlier(0.0, left, left_prone_knee_deg, left_rater or rater),
        Earlier(0.0, right, right_prone_knee_deg, right_rater or rater),
        standing,
    )
    for side in SIDE_NAMES:
        if now.has_side(side):
            check_plausible(now, side, who)
    earlier = {"left": tuple(left_earlier), "right": tuple(right_earlier)}
    counted = {
        side: tuple((one.weeks_ago, _agrees(now, side, one, who)) for one in earlier[side])
        for side in SIDE_NAMES
    }
    kept = {
        side: [one for one, (_, was) in zip(earlier[side], counted[side], strict=True) if was]
        for side in SIDE_NAMES
    }
    return fit_of(posterior_of([now, *_days_of(kept["left"], kept["right"])], who), counted)


def fit_side(
    measurement: Measurement | None = None,
    *,
    standing_pelvis_deg: Sequence[float] | None = None,
    prone_knee_deg: Sequence[float] | None = None,
    earlier: Sequence[Earlier] = (),
    rater: Rater = "self",
    person: Person | None = None,
) -> SideFit:
    """One side by itself: `fit`, with nothing known of the other side."""
    return fit(
        measurement,
        standing_pelvis_deg=standing_pelvis_deg,
        left_prone_knee_deg=prone_knee_deg,
        left_earlier=earlier,
        rater=rater,
        person=person,
    ).left


def _agrees(now: Day, side: SideName, one: Earlier, person: Person) -> bool:
    day = day_of(one, None) if side == "left" else day_of(None, one)
    own = now.only(side)
    return not own.values or is_consistent(own, day, person)


def _days_of(left: Sequence[Earlier], right: Sequence[Earlier]) -> list[Day]:
    """Earlier days, each side's readings of one day together."""
    of_left, of_right = list(left), list(right)
    days = []
    for one in of_left:
        other = next((each for each in of_right if each.weeks_ago == one.weeks_ago), None)
        if other:
            of_right.remove(other)
        days.append(day_of(one, other))
    return days + [day_of(None, one) for one in of_right]
