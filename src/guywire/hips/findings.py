"""What the readings of both hips say, best known first, in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from guywire.care.findings import (
    MuscleFinding,
    chance_text,
    least_sure,
)
from guywire.care.vocabulary import MuscleGroup, Side, Verdict
from guywire.care.words import Message, message
from guywire.hips.estimates import MIN_CLEAR_DEG, Estimate
from guywire.hips.fitting import Fitted, FittedGroup, SideDifference

BOTH_TIGHT = {
    "almost certainly": message("Both your hips are almost certainly tight"),
    "very likely": message("Both your hips are very likely tight"),
    "probably": message("Both your hips are probably tight"),
}
TIGHT = {
    "almost certainly": message("Your {hip} is almost certainly tight"),
    "very likely": message("Your {hip} is very likely tight"),
    "probably": message("Your {hip} is probably tight"),
}
THIGH_TIGHT = {
    Side.LEFT: message("Your left front thigh muscle is tight"),
    Side.RIGHT: message("Your right front thigh muscle is tight"),
}
NOT_TIGHT = {
    "almost certainly": message("Your hips are almost certainly not tight"),
    "very likely": message("Your hips are very likely not tight"),
    "probably": message("Your hips are probably not tight"),
}
READ_ONCE_MORE = message("Measure one reading again")
NO_READINGS = message("You have no readings yet")
TIGHT_SIDE = {
    Side.LEFT: message("Your left hip is on the tight side"),
    Side.RIGHT: message("Your right hip is on the tight side"),
}
BOTH_TIGHT_SIDE = message("Your hips are on the tight side")
TIGHTER_SIDE = {
    Side.LEFT: message("Your left hip is tighter"),
    Side.RIGHT: message("Your right hip is tighter"),
}
LIKE_MOST = message("Your hips are like most people's")


def headline(hips: Fitted) -> Message:
    """Name what is known best, in a few words."""
    if hips.again:
        return READ_ONCE_MORE
    findings = hips.findings
    if not findings:
        return NO_READINGS
    return _tight(findings) or _not_tight(findings) or _in_between(hips)


def _tight(findings: Sequence[MuscleFinding]) -> Message | None:
    tight = [finding for finding in findings if finding.verdict is Verdict.TIGHT]
    of_hips = [finding for finding in tight if finding.group is MuscleGroup.ILIOPSOAS]
    if len(of_hips) == len(Side):
        return BOTH_TIGHT[least_sure(of_hips)]
    if of_hips:
        return TIGHT[of_hips[0].how_sure].filled(hip=of_hips[0].side.hip)
    return THIGH_TIGHT[tight[0].side] if tight else None


def _not_tight(findings: Sequence[MuscleFinding]) -> Message | None:
    if any(finding.verdict is not Verdict.NOT_TIGHT for finding in findings):
        return None
    return NOT_TIGHT[least_sure(findings)]


def _in_between(hips: Fitted) -> Message:
    if hips.difference and hips.difference.is_clear:
        return TIGHTER_SIDE[hips.difference.tighter]
    leaning = [
        finding.side
        for finding in hips.findings
        if finding.group is MuscleGroup.ILIOPSOAS and finding.probability_tight >= 0.5
    ]
    if not leaning:
        return LIKE_MOST
    return TIGHT_SIDE[leaning[0]] if len(set(leaning)) == 1 else BOTH_TIGHT_SIDE


def sentences(hips: Fitted) -> list[Message]:
    """Say how the sides differ and how the tighter hip compares, what is known best first."""
    tightest, difference = tightest_hip(hips), hips.difference
    comparison = [comparison_sentence(tightest)] if tightest else []
    if difference is None:
        return comparison
    between = [difference_sentence(difference)]
    return between + comparison if difference.is_clear else comparison + between


def tightest_hip(hips: Fitted) -> FittedGroup | None:
    """Return the hip that goes back least, if one was measured."""
    measured = [
        side.groups[MuscleGroup.ILIOPSOAS]
        for side in hips.sides.values()
        if MuscleGroup.ILIOPSOAS in side.groups
    ]
    return max(measured, key=lambda hip: hip.deficit_deg.mean, default=None)


def difference_sentence(difference: SideDifference) -> Message:
    tighter, deg = difference.tighter, difference.deg
    if not difference.is_clear and deg.mean >= MIN_CLEAR_DEG:
        return message(
            "Your {hip} seems about {degrees}° tighter than your {other_hip}. "
            "It could be up to {high}°, or none.",
            hip=tighter.hip,
            other_hip=tighter.other.hip,
            **_rounded(deg),
        )
    if not difference.is_clear:
        return message(
            "Your two hips are much alike. They differ most likely by less than {degrees}°.",
            degrees=ceil(max(abs(deg.low), abs(deg.high))),
        )
    return message(
        "Your {hip} is about {degrees}° tighter than your {other_hip}. "
        "Most likely {low}° to {high}°.",
        hip=tighter.hip,
        other_hip=tighter.other.hip,
        **_rounded(deg),
    )


def comparison_sentence(hip: FittedGroup) -> Message:
    """Compare one hip with the median person's."""
    leg, deficit = hip.finding.side.leg, hip.deficit_deg
    if deficit.mean >= MIN_CLEAR_DEG and not deficit.is_near_nothing:
        return message(
            "Your {leg} goes back about {degrees}° less than most people's. "
            "Most likely {low}° to {high}° less.",
            leg=leg,
            **_rounded(deficit),
        )
    if deficit.mean <= -MIN_CLEAR_DEG and (-deficit).low >= MIN_CLEAR_DEG / 2:
        return message(
            "Your {leg} goes back about {degrees}° more than most people's. "
            "Most likely {low}° to {high}° more.",
            leg=leg,
            **_rounded(-deficit),
        )
    if deficit.mean <= -MIN_CLEAR_DEG:
        return message(
            "Your {leg} goes back about {degrees}° more than most people's. "
            "It could be up to {high}° more, or no more.",
            leg=leg,
            **_rounded(-deficit),
        )
    if deficit.mean >= MIN_CLEAR_DEG:
        return message(
            "Your {leg} goes back about {degrees}° less than most people's. "
            "It could be up to {high}° less, or no less.",
            leg=leg,
            **_rounded(deficit),
        )
    return message(
        "Your {leg} goes back about as far as most people's. At most {high}° less.",
        leg=leg,
        high=max(round(deficit.high), 0),
    )


def chance_sentence(finding: MuscleFinding) -> Message:
    return message(
        "{chance} people with readings like yours are tight here.",
        chance=chance_text(finding.probability_tight),
    )


def _rounded(deg: Estimate) -> dict[str, int]:
    return {"degrees": round(deg.mean), "low": round(deg.low), "high": round(deg.high)}
