"""What a page says of a reading that cannot be right: a sentence for each code of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from guywire.body.measure import ReadingError
from guywire.clinic.dates import and_list
from guywire.hips.numbers import written

NAMES = {
    "pelvis": gettext_lazy("pelvis"),
    "thigh": gettext_lazy("thigh"),
    "shin": gettext_lazy("shin"),
    "knee": gettext_lazy("hanging knee"),
    "prone_knee": gettext_lazy("knee bend"),
    "standing_pelvis": gettext_lazy("standing pelvis"),
}
SENTENCES = {
    "no_trials": gettext_noop("Type at least 1 {reading} reading."),
    "too_many_trials": gettext_noop(
        "You typed {count} {reading} readings. Type at most {most} of them."
    ),
    "not_a_list": gettext_noop("Type a {reading} reading as a number, such as −8 or 12.5."),
    "not_a_number": gettext_noop("Type a {reading} reading as a number, such as −8 or 12.5."),
    "sign_swapped": gettext_noop(
        "A {reading} reading of {value}° is not between {low}° and {high}°. Did you "
        "mean {opposite}°?"
    ),
    "out_of_range": gettext_noop(
        "A {reading} reading of {value}° is not between {low}° and {high}°. Measure the {reading} "
        "again."
    ),
    "trials_apart": gettext_noop(
        "Your {reading} readings ({trials}) are too far apart. They should be within "
        "{most}° of each other. Measure the {reading} again."
    ),
    "knee_bent_too_far": gettext_noop(
        "A shin reading of {shin}° does not fit with a thigh reading of {thigh}°. A "
        "shin that hangs straight down reads −90°. Measure the shin again."
    ),
    "shin_above_thigh": gettext_noop(
        "A shin reading of {shin}° does not fit with a thigh reading of {thigh}°. A "
        "shin that hangs straight down reads −90°. Measure the shin again."
    ),
    "shin_sign_swapped": gettext_noop(
        "A shin reading of {shin}° does not fit with a thigh reading of {thigh}°. Did you mean "
        "−{shin}°?"
    ),
    "hip_extended_too_far": gettext_noop(
        "These two readings do not fit together: pelvis {pelvis}°, thigh {thigh}°. Check plus and "
        "minus on both, then measure the pelvis again."
    ),
}
IMPLAUSIBLE = {
    "thigh": gettext_noop(
        "These readings are very unusual together: {readings}. Measure the thigh again, with your "
        "leg relaxed."
    ),
    "pelvis": gettext_noop(
        "These readings are very unusual together: {readings}. Measure the pelvis again, with your "
        "leg relaxed."
    ),
    "shin": gettext_noop(
        "These readings are very unusual together: {readings}. Measure the shin "
        "again, with your leg relaxed."
    ),
    "prone_knee": gettext_noop(
        "These readings are very unusual together: {readings}. Bend the knee again, and stop where "
        "the pelvis begins to lift."
    ),
    "standing_pelvis": gettext_noop(
        "These readings are very unusual together: {readings}. Measure your pelvis again while you "
        "stand as you usually do."
    ),
}


def error_text(error: ReadingError) -> str:
    """Return the sentence of a page for an error of the engine."""
    if error.code == "implausible":
        return _(IMPLAUSIBLE[error.reading]).format(readings=_listed(error.values["readings"]))
    values = {name: _number(value) for name, value in error.values.items()}
    values |= {"reading": str(NAMES[error.reading])}
    if "trials" in error.values:
        values["trials"] = ", ".join(f"{written(trial)}°" for trial in error.values["trials"])
    if error.code == "sign_swapped":
        values["opposite"] = written(-error.values["value"])
    return _(SENTENCES[error.code]).format(**values)


def _number(value: Any) -> str:
    return written(round(value, 1)) if isinstance(value, int | float) else str(value)


def _listed(readings: Mapping[str, float]) -> str:
    return and_list([f"{NAMES[name]} {written(round(deg))}°" for name, deg in readings.items()])
