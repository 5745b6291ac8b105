from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guywire.care import roland_morris
from guywire.care.goals import MAX_ACTIVITY_CHARS, MAX_GOALS, ActivityGoal, new_goal
from guywire.care.program import PlannedStretch
from guywire.care.scores import PAIN
from guywire.care.session import HOLDS_AT_MOST, Hold, Session, Stopped
from guywire.care.session_fields import records
from guywire.care.stretches import definition
from guywire.care.vocabulary import Feeling, Stretch
from guywire.clinic.people.contact_fields import NameField, ReachField
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.welcome.forms import TOO_MANY, WebQuestionForm, questions_limit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

NOTE_AT_MOST = 400
"""What still fits on the device beside the sessions."""
OLDEST_SESSION = datetime(2000, 1, 1, tzinfo=UTC)
SCALE = [(str(score), str(score)) for score in range(PAIN.maximum + 1)]
ALL_DONE = "all"
LOST_TRACK = gettext_lazy(
    "We could not save this session. Start again from your program, or call us and tell us how it "
    "went."
)
ONE_OF_THREE = gettext_lazy("Choose one of the three.")
NOTHING_TICKED = gettext_lazy(
    "You picked no sentence. If none describes you today, select “None describes me today”. "
    "Otherwise pick those that do."
)
HOW_FAR = gettext_lazy("Choose how far you got.")
NO_SCORE = gettext_lazy("Choose a number from 0 to 10.")


def scale_field(label: Words, help_text: Words = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices choices--scale"}),
        error_messages={"required": NO_SCORE, "invalid_choice": NO_SCORE},
    )


def yes_no_field(label: Words, yes: Words, no: Words, missing: Words, **kwargs: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
        error_messages={"required": missing, "invalid_choice": missing},
        **kwargs,
    )


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
            found = records({"holds": json.loads(text)}, "holds", HOLDS_AT_MOST)
            return tuple(Hold.from_json(hold) for hold in found)
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


def given(value: Any) -> Any:
    """None for a choice that was left open."""
    return None if value == "" else value


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


class WeeklyForm(PlainForm):
    pain = scale_field(
        gettext_lazy("How bad was your back, on average, over the last 7 days?"),
        gettext_lazy("0 is no pain. 10 is the worst pain you can think of."),
    )

    def __init__(self, goals: tuple[ActivityGoal, ...], data: Any = None) -> None:
        super().__init__(data)
        self.names = [f"goal_{number}" for number in range(len(goals))]
        for name, goal in zip(self.names, goals, strict=True):
            label = _("How well can you do this now: “{activity}”?").format(activity=goal.activity)
            self.fields[name] = scale_field(label, GOAL_SCALE)
            self.fields[name].required = False

    @property
    def goal_scores(self) -> list[int | None]:
        """The scores in the order of the goals; None where one was left open."""
        return [given(self.cleaned_data[name]) for name in self.names]


GOAL_SCALE = gettext_lazy("0 means not at all. 10 means as well as before your back hurt.")
ACTIVITY_TOO_LONG = gettext_lazy(
    "This is %(show_value)d characters long. Use %(limit_value)d or fewer."
)


class GoalsForm(PlainForm):
    """Up to three activities, each with how well it goes today."""

    def __init__(self, goals: tuple[ActivityGoal, ...], data: Any = None) -> None:
        super().__init__(data)
        self.before = goals
        for number in range(MAX_GOALS):
            goal = goals[number] if number < len(goals) else None
            self.fields[f"activity_{number}"] = forms.CharField(
                label=_("Activity {number}").format(number=number + 1),
                required=False,
                max_length=MAX_ACTIVITY_CHARS,
                initial=goal.activity if goal else "",
                error_messages={"max_length": ACTIVITY_TOO_LONG},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"score_{number}"] = forms.TypedChoiceField(
                label=_("How well can you do activity {number} now?").format(number=number + 1),
                help_text=GOAL_SCALE,
                required=False,
                choices=[("", "–"), *SCALE],
                coerce=int,
                initial=str(goal.last) if goal else "",
                error_messages={"invalid_choice": NO_SCORE},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(MAX_GOALS):
            has_score = cleaned.get(f"score_{number}") not in ("", None)
            if cleaned.get(f"activity_{number}") and not has_score:
                self.add_error(f"score_{number}", NO_SCORE)
        return cleaned

    def goals(self, on: date) -> list[ActivityGoal]:
        """The goals as typed. An activity that was there before goes on from its first score."""
        before = {goal.activity: goal for goal in self.before}
        typed = (
            (self.cleaned_data[f"activity_{number}"], self.cleaned_data[f"score_{number}"])
            for number in range(MAX_GOALS)
        )
        return [
            before[activity].scored(on, score)
            if activity in before
            else new_goal(activity, on, score)
            for activity, score in dict(typed).items()
            if activity
        ]


class QuestionnaireForm(PlainForm):
    """The sentences as printed. A page sent with none ticked may be an accident, so only then
    are they asked whether none is true; the printed list itself has no such line."""

    ticked = forms.TypedMultipleChoiceField(
        label=roland_morris.REMEMBER,
        required=False,
        coerce=int,
        choices=[(str(n), words) for n, words in enumerate(roland_morris.SENTENCES, start=1)],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        error_messages={
            "invalid_choice": gettext_lazy(
                "That is not one of the 24 sentences. Select “Save” again."
            )
        },
    )
    none = forms.BooleanField(required=False)
    asks_whether_none = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticked = cleaned.get("ticked")
        if ticked is None:
            return cleaned
        self.asks_whether_none = bool(ticked) is bool(cleaned["none"])
        if self.asks_whether_none:
            self.add_error("ticked", both(len(ticked)) if ticked else NOTHING_TICKED)
        return cleaned


def both(ticked: int) -> str:
    return ngettext(
        "You picked {count} sentence, and said that none describes you today. Select “Save” if the "
        "sentence is right. If it is not, clear it first.",
        "You picked {count} sentences, and said that none describes you today. "
        "Select “Save” if the sentences are right. If they are not, clear them first.",
        ticked,
    ).format(count=ticked)


class ShareForm(PlainForm):
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    name = NameField()
    reach = ReachField()
    agree = forms.BooleanField(
        label=gettext_lazy("I agree"),
        widget=forms.CheckboxInput(),
        error_messages={
            "required": gettext_lazy("Check this box to share. Without it we send nothing.")
        },
    )

    def may_be_sent(self, request: HttpRequest) -> bool:
        """Count it with the questions of this network."""
        if questions_limit().spend_for_network(request):
            return True
        self.add_error(None, TOO_MANY)
        return False

    def person(self) -> dict[str, str]:
        phone, email = self.cleaned_data["reach"]
        return {"name": self.cleaned_data["name"], "phone": phone, "email": email}


class AskForm(WebQuestionForm):
    text = LongText(
        label=gettext_lazy("What would you like to ask or tell us?"),
        help_text=gettext_lazy("A sentence or two is enough."),
        rows=3,
        error_messages={"required": gettext_lazy("Type a few words, so that we can prepare.")},
    )
    name = NameField()
    reach = ReachField()
