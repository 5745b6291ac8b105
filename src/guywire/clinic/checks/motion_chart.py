"""Hip extension over weeks as a picture: bands of what was measured beside what to expect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from django.utils.translation import gettext as _

from guywire.body.evidence import PublishedResult, finding
from guywire.body.weeks import GAIN_SOURCES, expected_gain
from guywire.care.motion import Motion, MotionChange
from guywire.care.vocabulary import Side
from guywire.care.words import Message, message
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check
from guywire.hips.fitting import Fitted
from guywire.hips.motion import days_text, motion_of
from guywire.hips.numbers import written
from guywire.hips.readings import LastRead

LEFT, RIGHT, TOP, BOTTOM = 34.0, 346.0, 14.0, 204.0
WEEKS_AT_LEAST, WEEKS_AT_MOST = 10, 52
LABELS_AT_MOST = 7
STEP_DEG = 10
BESIDE = 9.0


@dataclass(frozen=True)
class Tick:
    label: str
    at: float


@dataclass(frozen=True)
class Row:
    """One measurement: in the table, and where it stands in the drawing."""

    motion: Motion
    week: float
    expected_deg: tuple[float, float]
    verdict: str
    x: float
    y: float
    y_low: float
    y_high: float

    @property
    def measured(self) -> str:
        return f"{written(round(self.motion.extension_deg))}°"

    @property
    def band(self) -> str:
        return _from_to(self.motion.band_deg)

    @property
    def expected(self) -> str:
        return _from_to(self.expected_deg)


@dataclass(frozen=True)
class Together:
    """What all days of a side say of the latest, drawn beside it."""

    band_deg: tuple[float, float]
    x: float
    y_low: float
    y_high: float

    @property
    def band(self) -> str:
        return _from_to(self.band_deg)

    @property
    def sentence(self) -> str:
        return _(
            "Our best estimate for the last day, from all your measurements, is {interval}. Older "
            "ones count less, because hips change over weeks."
        ).format(interval=self.band)


@dataclass(frozen=True)
class MotionChart:
    """`clear_at` are the heights of the smallest clear change, above and below the first.

    `estimate_deg` is what the fit says of the last day, the interval that every other page shows;
    None if these readings have no fit. `together` is the same, drawn where earlier days count.
    """

    side: Side
    change: MotionChange
    rows: tuple[Row, ...]
    left_out: Message | str
    estimate_deg: tuple[float, float] | None
    together: Together | None
    expected: str
    measured: str
    clear_at: tuple[float, ...]
    weeks: tuple[Tick, ...]
    degrees: tuple[Tick, ...]

    @property
    def is_drawn(self) -> bool:
        """One point alone is no picture; its sentence says it."""
        return len(self.rows) > 1

    @property
    def sentence(self) -> Message:
        if self.is_drawn:
            return self.change.sentence
        return message(
            "Your {leg} was measured once. It goes back most likely {interval}. Measure again in "
            "a few weeks to see if it changes.",
            leg=self.side.leg,
            interval=self.estimate or _from_to(self.change.first.band_deg),
        )

    @property
    def estimate(self) -> str:
        return _from_to(self.estimate_deg) if self.estimate_deg else ""


@dataclass(frozen=True)
class MotionPicture:
    """What `checks/motion.html` shows: a chart a side, and where the expected range is from."""

    charts: tuple[MotionChart, ...]
    sources: tuple[PublishedResult, ...]

    @property
    def is_drawn(self) -> bool:
        return any(chart.is_drawn for chart in self.charts)

    @property
    def shows_together(self) -> bool:
        return any(chart.together and chart.is_drawn for chart in self.charts)


@dataclass(frozen=True)
class _Scale:
    weeks: int
    low_deg: int
    high_deg: int

    def x(self, week: float) -> float:
        return LEFT + (RIGHT - LEFT) * week / self.weeks

    def y(self, degrees: float) -> float:
        share = (degrees - self.low_deg) / (self.high_deg - self.low_deg)
        return BOTTOM - (BOTTOM - TOP) * share

    def at(self, week: float, degrees: float) -> str:
        return f"{self.x(week):.1f},{self.y(degrees):.1f}"


def picture_of(check: Check | None) -> MotionPicture | None:
    """A check and those before it; None if no hip was measured."""
    hips = fitted_in(check) if check else None
    sides = [
        _side(side, last, hips)
        for side in Side
        if check and hips and (last := check.last_read(side))
    ]
    charts = tuple(chart for chart in sides if chart)
    sources = tuple(finding(id_) for id_ in GAIN_SOURCES)
    return MotionPicture(charts, sources) if charts else None


def _side(side: Side, last: LastRead, hips: Fitted) -> MotionChart | None:
    """A day that cannot be right beside the last one is not drawn but named."""
    found = hips.sides.get(side)
    if found is None:
        return chart_of([motion_of(one.on, side, one.readings) for one in reversed(last.before)])
    counted = [motion_of(one.on, side, one.readings) for one in reversed(found.counted)]
    hip = found.fit.hip_extension_deg if last.readings.thigh else None
    return chart_of(
        [*counted, motion_of(last.on, side, last.readings)],
        (hip.low, hip.high) if hip else None,
        days_text(found.left_out, last.on),
        earlier_count=bool(found.counted),
    )


def chart_of(
    motions: Iterable[Motion | None],
    estimate_deg: tuple[float, float] | None = None,
    left_out: Message | str = "",
    *,
    earlier_count: bool = True,
) -> MotionChart | None:
    """One side, oldest first; None if it was never measured."""
    measured = [one for one in motions if one]
    return _chart(measured, estimate_deg, left_out, earlier_count) if measured else None


def _chart(
    motions: list[Motion],
    estimate: tuple[float, float] | None,
    left_out: Message | str,
    earlier_count: bool,
) -> MotionChart:
    band = estimate if earlier_count else None
    latest = motions[-1]
    recent = [one for one in motions if _week(latest, one) <= WEEKS_AT_MOST]
    first = recent[0]
    change = MotionChange(first, latest)
    scale = _scale(recent, change, band or ())
    return MotionChart(
        side=first.side,
        change=change,
        rows=tuple(_row(one, first, scale) for one in recent),
        left_out=left_out,
        estimate_deg=estimate,
        together=_together(band, _week(latest, first), scale) if band else None,
        expected=_expected(first, scale),
        measured=_measured(recent, scale),
        clear_at=tuple(
            scale.y(first.extension_deg + sign * change.smallest_clear_deg) for sign in (1, -1)
        ),
        weeks=tuple(Tick(str(week), scale.x(week)) for week in _labels(scale.weeks)),
        degrees=tuple(
            Tick(f"{written(degrees)}°", scale.y(degrees))
            for degrees in range(scale.low_deg, scale.high_deg + 1, STEP_DEG)
        ),
    )


def _scale(motions: list[Motion], change: MotionChange, also_deg: tuple[float, ...]) -> _Scale:
    weeks = max(WEEKS_AT_LEAST, ceil(_week(motions[-1], motions[0])))
    start, clear = change.first.extension_deg, change.smallest_clear_deg
    reach = [start - clear, start + clear, start + float(expected_gain(weeks).high)]
    reach += [*also_deg]
    reach += [edge for motion in motions for edge in motion.band_deg]
    return _Scale(
        weeks,
        STEP_DEG * floor(min(reach) / STEP_DEG),
        STEP_DEG * ceil(max(reach) / STEP_DEG),
    )


def _row(motion: Motion, first: Motion, scale: _Scale) -> Row:
    week = _week(motion, first)
    gain = expected_gain(week)
    low, high = motion.band_deg
    start = first.extension_deg
    return Row(
        motion,
        week,
        (start + float(gain.low), start + float(gain.high)),
        "" if motion is first else str(MotionChange(first, motion).verdict),
        scale.x(week),
        scale.y(motion.extension_deg),
        scale.y(low),
        scale.y(high),
    )


def _together(band_deg: tuple[float, float], week: float, scale: _Scale) -> Together:
    low, high = band_deg
    return Together(band_deg, scale.x(week) + BESIDE, scale.y(low), scale.y(high))


def _expected(first: Motion, scale: _Scale) -> str:
    """Along the lower edge of the expected range and back along the upper one."""
    weeks = np.arange(scale.weeks + 1)
    gain = expected_gain(weeks)
    there = [scale.at(week, first.extension_deg + low) for week, low in enumerate(gain.low)]
    back = [scale.at(week, first.extension_deg + high) for week, high in enumerate(gain.high)]
    return " ".join((*there, *back[::-1]))


def _measured(motions: list[Motion], scale: _Scale) -> str:
    """The band around the measurements, from day to day."""
    weeks = [_week(one, motions[0]) for one in motions]
    edges = [one.band_deg for one in motions]
    there = [scale.at(week, low) for week, (low, _) in zip(weeks, edges, strict=True)]
    back = [scale.at(week, high) for week, (_, high) in zip(weeks, edges, strict=True)]
    return " ".join((*there, *back[::-1]))


def _from_to(degrees: tuple[float, float]) -> str:
    low, high = (written(round(edge)) for edge in degrees)
    return _("{low}° to {high}°").format(low=low, high=high)


def _week(motion: Motion, first: Motion) -> float:
    return (motion.on - first.on).days / 7


def _labels(weeks: int) -> range:
    return range(0, weeks + 1, ceil(weeks / (LABELS_AT_MOST - 1)))
