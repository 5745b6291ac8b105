from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guywire.care.program import PlannedStretch
from guywire.care.session import HOLDS_AT_MOST, Hold, Session, Stopped
from guywire.care.session_fields import records
from guywire.care.stretches import definition
from guywire.care.vocabulary import Feeling, Stretch
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.programs.form_fields import given, scale_field, yes_no_field

NOTE_AT_MOST = 400
"""What still fits on the device beside the sessions."""
OLDEST_SESSION = datetime(2000, 1, 1, tzinfo=UTC)
ALL_DONE = "all"
LOST_TRACK = gettext_lazy(
    "We could not save this session. Start again from your program, or call us and tell us how it "
    "went."
)
ONE_OF_THREE = gettext_lazy("Choose one of the three.")
HOW_FAR = gettext_lazy("Choose how far you got.")


class BeforeForm(PlainForm):
    before = scale_field(
        gettext_lazy("How is your back right now?"), gettext_lazy("0 is no pain. 10 is the worst.")
    )

    def __init__(
        self,
        planned: tuple[PlannedStretch, ...],
        data: Any = None,
        *,
        is_eased: bool = False,
    ) -> None:
        super().__init__(data)
        self.stretches = [one.stretch for one in planned]
        for one in planned:
            self.fields[_support_name(one.stretch)] = _support_field(one, is_eased=is_eased)

    @property
    def supported(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.stretches if self.cleaned_data[_support_name(one)])

    @property
    def supported_at_first(self) -> tuple[Stretch, ...]:
        """The stretches that the form offers to begin with support."""
        return tuple(one for one in self.stretches if self[_support_name(one)].initial == "yes")

    @property
    def support_fields(self) -> list[forms.BoundField]:
        return [self[_support_name(stretch)] for stretch in self.stretches]

    @property
    def has_support_errors(self) -> bool:
        return any(field.errors for field in self.support_fields)


def _support_name(stretch: Stretch) -> str:
    return f"support_{stretch.value}"


def _support_field(planned: PlannedStretch, *, is_eased: bool) -> Any:
    coaching = definition(planned.stretch).coaching
    return yes_no_field(
        str(coaching.support_question),
        str(coaching.support_yes),
        str(coaching.support_no),
        _("Choose one. You can change it at any time during the stretch."),
        initial="yes" if is_eased or _begins_supported(planned) else "no",
        help_text=_starts_in_words(planned),
    )


def _begins_supported(planned: PlannedStretch) -> bool:
    if not planned.starts:
        return definition(planned.stretch).begins_supported
    return any(start.has_support for start in planned.starts)


def _starts_in_words(planned: PlannedStretch) -> str:
    text = _("For your {leg}: {what}.")
    return " ".join(text.format(leg=start.side.leg, what=start.what) for start in planned.starts)


STOPPED = {
    Stopped.PAIN.value: gettext_lazy("I stopped early: it hurt"),
    Stopped.PULLED_TOO_MUCH.value: gettext_lazy("I stopped early: it pulled too much"),
    Stopped.INTERRUPTED.value: gettext_lazy("I stopped early: I was interrupted"),
    Stopped.OTHER.value: gettext_lazy("I stopped early: another reason"),
}
FELT = {
    Feeling.BETTER.value: gettext_lazy("A little better"),
    Feeling.SAME.value: gettext_lazy("About the same"),
    Feeling.WORSE.value: gettext_lazy("Worse"),
}


class HoldsField(forms.CharField):
    """What the timer measured, as JSON; empty when the page ran without it."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            holds = records({"holds": json.loads(text)}, "holds", HOLDS_AT_MOST)
            return tuple(Hold.from_json(hold) for hold in holds)
        except (ValueError, RecursionError):
            raise forms.ValidationError(
                _(
                    "We did not get your times from the timer. Choose how far you got, then save "
                    "again."
                )
            ) from None


class AfterForm(PlainForm):
    session = forms.CharField(widget=forms.HiddenInput, required=False)
    started_at = forms.CharField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)
    holds = HoldsField()
    ended = forms.ChoiceField(
        label=gettext_lazy("How far did you get?"),
        required=False,
        choices=[
            (ALL_DONE, gettext_lazy("I did all of it")),
            *(STOPPED.items()),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"invalid_choice": HOW_FAR},
    )
    comfortable = yes_no_field(
        gettext_lazy("Was it comfortable?"),
        gettext_lazy("Yes, gentle enough"),
        gettext_lazy("No, not really"),
        gettext_lazy("Choose yes or no."),
    )
    feeling = forms.TypedChoiceField(
        label=gettext_lazy("How does your back feel now, compared with before the session?"),
        choices=[*FELT.items()],
        coerce=Feeling,
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
        error_messages={"required": ONE_OF_THREE, "invalid_choice": ONE_OF_THREE},
    )
    note = LongText(
        label=gettext_lazy("Anything your therapist should know? (you can leave this empty)"),
        required=False,
        max_length=NOTE_AT_MOST,
        rows=2,
    )

    def __init__(self, planned: tuple[PlannedStretch, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = planned

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        no_timer = cleaned.get("holds") is None and "ended" not in self.errors
        if no_timer and not cleaned.get("ended"):
            self.add_error("ended", HOW_FAR)
        if not self.errors:
            self._read_session(cleaned)
        return cleaned

    def _read_session(self, cleaned: dict[str, Any]) -> None:
        holds = cleaned["holds"]
        if holds is None:
            holds = holds_told(self.planned, cleaned["ended"])
        try:
            self.told = Session.from_json(
                {
                    "id": cleaned["session"],
                    "started_at": cleaned["started_at"],
                    "before": int(cleaned["before"]),
                    "holds": [hold.to_json() for hold in holds],
                    "comfortable": given(cleaned["comfortable"]),
                    "feeling": given(cleaned["feeling"]),
                    "note": cleaned["note"],
                }
            )
        except ValueError:
            raise forms.ValidationError(LOST_TRACK) from None
        if self.told.started_at < OLDEST_SESSION:
            raise forms.ValidationError(LOST_TRACK)
        # Begun by the clock of a phone that runs ahead: a session is never lost for that.
        latest = timezone.now().replace(microsecond=0)
        self.told = replace(self.told, started_at=min(self.told.started_at, latest))


class UnansweredForm(AfterForm):
    """What the timer sends by itself the moment a session is over, in case nobody answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("comfortable", "feeling"):
            self.fields[name].required = False


def holds_told(planned: tuple[PlannedStretch, ...], ended: str) -> tuple[Hold, ...]:
    """What a person tells who had no timer: all of it, or that they stopped, not when."""
    if ended == ALL_DONE:
        return tuple(
            Hold(one.stretch, side, one.seconds_a_side, one.seconds_a_side)
            for one in planned
            for side in one.sides
        )
    return tuple(
        Hold(one.stretch, one.sides[0], one.seconds_a_side, 0, stopped=Stopped(ended))
        for one in planned[:1]
    )
