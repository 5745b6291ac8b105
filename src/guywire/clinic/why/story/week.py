"""S3: a person's own week beside the groups that studies compared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guywire.body.evidence import finding
from guywire.care.words import Message, Number, message
from guywire.clinic.why.story.axis import Axis
from guywire.hips.numbers import written

SITTING_AXIS = Axis(end=16)
STEPS_AXIS = Axis(end=16_000)
SITTING_NAMES = (message("little"), message("between"), message("long"))
STEPS_NAMES = (
    message("sedentary"),
    message("low active"),
    message("somewhat active"),
    message("active"),
    message("highly active"),
)
THIGH = 270.0
HIP = (28.0, 24.0)


@dataclass(frozen=True)
class Zone:
    """A part of the axis that a study gave a name; `high` is None where it is open."""

    name: Message
    low: float
    high: float | None
    x: float
    width: float
    is_yours: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def range(self) -> str:
        low = Number(self.low, 0)
        if self.high is None:
            return _("{low} or more").format(low=low)
        high = Number(self.high, 0)
        if self.low == 0:
            return _("below {high}").format(high=high)
        return _("{low} to {high}").format(low=low, high=high)


@dataclass(frozen=True)
class Strip:
    """One measure of the week: its zones, and where the person stands (None: they did not say)."""

    zones: tuple[Zone, ...]
    yours: float | None
    you: str
    sentence: str
    x: float | None

    @property
    def label_x(self) -> float | None:
        return None if self.x is None else min(max(self.x, 34.0), 306.0)


@dataclass(frozen=True)
class Week:
    sitting: Strip
    steps: Strip
    difference_deg: float
    apart: tuple[tuple[float, float], tuple[float, float]]


def week(sitting_hours: float | None, steps: int | None) -> Week:
    difference = finding("F01").value_of("difference").value or 0.0
    return Week(_sitting(sitting_hours), _steps(steps), difference, _thighs(difference))


def _sitting(hours: float | None) -> Strip:
    long = _limit("F02", "prolonged sitting, above")
    little = _limit("F02", "minimal sitting, below")
    yours = None if hours is None else (hours >= little) + (hours > long)
    zones = _zones(SITTING_NAMES, (little, long), yours, SITTING_AXIS)
    if hours is None or yours is None:
        return Strip(zones, None, "", _("You have not told us how long you sit."), None)
    you = ngettext("{hours} hour", "{hours} hours", ceil(hours)).format(hours=written(hours))
    sentence = _("You sit about {hours} a day. {about}").format(
        hours=you, about=ABOUT_SITTING[yours]
    )
    return Strip(zones, hours, you, sentence, SITTING_AXIS.at(hours))


ABOUT_SITTING = (
    message("In the study that counts as sitting little."),
    message("That is between the groups of the study, so it says little about people like you."),
    message("In the study that counts as sitting long."),
)


def _steps(steps: int | None) -> Strip:
    names = ("sedentary", "low active", "somewhat active", "active")
    limits = tuple(_limit("E01", f"{name}, below") for name in names)
    yours = None if steps is None else bisect_right(limits, steps)
    zones = _zones(STEPS_NAMES, limits, yours, STEPS_AXIS)
    if steps is None or yours is None:
        return Strip(zones, None, "", _("You have not told us how many steps you walk."), None)
    usual = finding("E03").value_of("usual range")
    sentence = _(
        "You walk about {steps} steps a day. Researchers call that “{name}”. Healthy adults walk "
        "anything from {low} to {high}."
    ).format(
        steps=Number(steps, 0),
        name=zones[yours].name,
        low=Number(usual.low or 0.0, 0),
        high=Number(usual.high or 0.0, 0),
    )
    you = _("{count} steps").format(count=Number(steps, 0))
    return Strip(zones, steps, you, sentence, STEPS_AXIS.at(steps))


def _limit(finding_id: str, name: str) -> float:
    value = finding(finding_id).value_of(name).value
    if value is None:
        raise ValueError(f"{finding_id} gives no single value for {name!r}")
    return value


def _zones(
    names: Sequence[Message], limits: Sequence[float], yours: int | None, axis: Axis
) -> tuple[Zone, ...]:
    spans = zip(names, (0.0, *limits), (*limits, None), strict=True)
    return tuple(
        _zone(name, low, high, axis, is_yours=index == yours)
        for index, (name, low, high) in enumerate(spans)
    )


def _zone(name: Message, low: float, high: float | None, axis: Axis, *, is_yours: bool) -> Zone:
    start, end = axis.at(low), axis.at(axis.end if high is None else high)
    return Zone(name, low, high, start, round(end - start, 1), is_yours)


def _thighs(difference_deg: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ends of two thighs of one length, as far apart as the groups were; only that is known."""
    x, y = HIP
    upper, lower = radians(2), radians(2 + difference_deg)
    first, second = (
        (round(x + THIGH * cos(turn), 1), round(y + THIGH * sin(turn), 1))
        for turn in (upper, lower)
    )
    return first, second
