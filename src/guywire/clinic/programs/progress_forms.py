from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guywire.care import roland_morris
from guywire.care.goals import MAX_ACTIVITY_CHARS, MAX_GOALS, ActivityGoal, new_goal
from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.programs.form_fields import NO_SCORE, SCALE, given, scale_field

GOAL_SCALE = gettext_lazy("0 means not at all. 10 means as well as before your back hurt.")
ACTIVITY_TOO_LONG = gettext_lazy(
    "This is %(show_value)d characters long. Use %(limit_value)d or fewer."
)
NOTHING_PICKED = gettext_lazy(
    "You picked no sentence. If none describes you today, select “None describes me today”. "
    "Otherwise pick those that do."
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
    """The sentences as printed. A page sent with none picked may be an accident, so only then
    are they asked whether none is true; the printed list itself has no such line."""

    picked = forms.TypedMultipleChoiceField(
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
        picked = cleaned.get("picked")
        if picked is None:
            return cleaned
        self.asks_whether_none = bool(picked) is bool(cleaned["none"])
        if self.asks_whether_none:
            self.add_error("picked", both(len(picked)) if picked else NOTHING_PICKED)
        return cleaned


def both(picked: int) -> str:
    return ngettext(
        "You picked {count} sentence, and said that none describes you today. Select “Save” if the "
        "sentence is right. If it is not, clear it first.",
        "You picked {count} sentences, and said that none describes you today. "
        "Select “Save” if the sentences are right. If they are not, clear them first.",
        picked,
    ).format(count=picked)
