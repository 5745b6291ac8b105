from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guywire.body.measure import ReadingError
from guywire.body.measure.readings import average_trials
from guywire.care.screening_items import SafetyPage
from guywire.care.vocabulary import Side
from guywire.clinic.checks.reading_errors import error_text
from guywire.clinic.plain_forms import PlainForm
from guywire.hips.fitting import fitted_side
from guywire.hips.numbers import read_number, written
from guywire.hips.readings import SideReadings, measure_side

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NONE_OF_THESE = "none"
UNKNOWN_ANSWER = _("That answer is not on the list. Pick one of the answers below.")
PICKED_AND_NONE = _("You picked an answer and also “None of these”. Use one of the two.")
NOTHING_PICKED = _("Pick what is true for you. If nothing is, select “None of these”.")
TRIAL_LABELS = (_("Reading 1"), _("Reading 2"), _("Reading 3"))


class SafetyForm(PlainForm):
    """One page of safety questions: pick what is true, or say that none of it is."""

    def __init__(self, page: SafetyPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for question in page.questions:
            self.fields[question.id] = forms.MultipleChoiceField(
                label=str(question.text),
                required=False,
                choices=[(item.id, str(item.statement)) for item in question.items],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
                error_messages={"invalid_choice": UNKNOWN_ANSWER},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_picked, says_none = any(cleaned.values()), NONE_OF_THESE in self.data
        if has_picked and says_none:
            raise forms.ValidationError(PICKED_AND_NONE)
        if not has_picked and not says_none:
            raise forms.ValidationError(NOTHING_PICKED)
        return cleaned


class TypedNumber(forms.CharField):
    """A number in plain text, so that a comma, a true minus or a word gets a plain answer."""

    def __init__(
        self, *, low: float, high: float, out_of_range: str | Promise, **kwargs: Any
    ) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.low, self.high, self.out_of_range = low, high, out_of_range

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int | float) else value

    def clean(self, value: Any) -> float | None:
        text: str = super().clean(value)
        if not text:
            return None
        try:
            number = read_number(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not self.low <= number <= self.high:
            raise forms.ValidationError(self.out_of_range % {"number": written(number)})
        return number


class SittingForm(PlainForm):
    hours = TypedNumber(
        label=_("On a usual day, about how many hours do you sit?"),
        help_text=_(
            "Count work, driving, meals and evenings. A guess is fine. Leave it empty if you "
            "would rather not say."
        ),
        low=0,
        high=24,
        out_of_range=_("You typed %(number)s hours. Type a number from 0 to 24."),
    )


class StepsForm(PlainForm):
    steps = TypedNumber(
        label=_("On a usual day, about how many steps do you walk?"),
        help_text=_("Many phones count them in a health app. Leave it empty if you do not know."),
        low=0,
        high=100_000,
        out_of_range=_("You typed %(number)s steps. Type a number from 0 to 100,000."),
    )

    def clean_steps(self) -> int | None:
        steps: float | None = self.cleaned_data["steps"]
        return None if steps is None else round(steps)


class RepeatsWidget(forms.MultiWidget):
    """Three small boxes for three repeats of one reading."""

    template_name = "checks/repeats.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__([forms.TextInput() for _label in TRIAL_LABELS])
        self.spot: str | _StrPromise = ""

    def decompress(self, value: Any) -> list[str]:
        return []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["spot"] = self.spot
        for label, box in zip(TRIAL_LABELS, context["widget"]["subwidgets"], strict=True):
            box["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class RepeatsField(forms.Field):
    """Up to three repeats of one inclination, as a tuple of degrees."""

    widget: RepeatsWidget

    def __init__(self, spot: str | _StrPromise, **kwargs: Any) -> None:
        super().__init__(required=False, widget=RepeatsWidget(), **kwargs)
        self.widget.spot = spot

    def prepare_value(self, value: Any) -> Any:
        """What was read, or, when it was refused, what was typed."""
        return [
            written(number) if isinstance(number, float) else number or "" for number in value or ()
        ]

    def clean(self, value: Any) -> tuple[float, ...]:
        numbers, wrong = [], []
        for label, text in zip(TRIAL_LABELS, value or (), strict=False):
            if not (text or "").strip():
                continue
            try:
                numbers.append(read_number(text))
            except ValueError as error:
                wrong.append(f"{label}: {error}")
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(numbers)


class RefusedReading(ValueError):  # noqa: N818
    """A reading that a form refuses, in the page's own words."""

    def __init__(self, reading: str, sentence: str | _StrPromise) -> None:
        super().__init__(str(sentence))
        self.reading = reading


SAME_AGAIN = _("If you get the same reading again, skip it. A therapist can measure it for you.")


def _text(error: ReadingError | RefusedReading) -> str:
    return error_text(error) if isinstance(error, ReadingError) else str(error)


class ReadingsForm(PlainForm):
    """Some of the readings of one side, judged together with those `before` that stay.

    What cannot be right, the engine says in its words, beside the field it is about.
    """

    def __init__(self, before: SideReadings, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=vars(before), **kwargs)
        self.before = before

    @property
    def readings(self) -> SideReadings:
        return replace(self.before, **{name: self.cleaned_data[name] for name in self.fields})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(name not in cleaned for name in self.fields):
            return cleaned
        try:
            self.check_readings()
        except (ReadingError, RefusedReading) as error:
            self.add_error(error.reading if error.reading in self.fields else None, _text(error))
        return cleaned

    def check_readings(self) -> None:
        """Raise ReadingError for the first reading that cannot be right."""
        if self.readings.thigh:
            measure_side(self.readings)
        try:
            fitted_side(Side.LEFT, self.readings)
        except ReadingError as error:
            raise RefusedReading(error.reading, f"{error_text(error)} {SAME_AGAIN}") from error


class StandingForm(PlainForm):
    """The pelvis of somebody who stands: both sides and every day are compared with it."""

    standing = RepeatsField(
        _("Standing pelvis"),
        label=_("Your pelvis while you stand"),
        help_text=_(
            "Straight up and down is 0. Plus if the lower end of the phone is farther forward "
            "than the upper end. Minus if the upper end is farther forward."
        ),
    )

    def __init__(self, trials: tuple[float, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"standing": trials}, **kwargs)

    @property
    def trials(self) -> tuple[float, ...]:
        trials: tuple[float, ...] = self.cleaned_data["standing"]
        return trials

    def clean_standing(self) -> tuple[float, ...]:
        trials: tuple[float, ...] = self.cleaned_data["standing"]
        try:
            if trials:
                average_trials("standing_pelvis", trials, "self")
        except ReadingError as error:
            raise forms.ValidationError(error_text(error)) from error
        return trials


class OwnStandingForm(StandingForm):
    def clean_standing(self) -> tuple[float, ...]:
        if not self.cleaned_data["standing"]:
            raise forms.ValidationError(_("Type at least 1 reading, or skip this page."))
        return super().clean_standing()


class SideForm(ReadingsForm):
    """The three inclinations of one side, with the leg hanging.

    Without a helper the shin is left out: no one can hold a knee and a phone on the other shin.
    """

    def __init__(
        self, before: SideReadings, *args: Any, has_helper: bool | None = None, **kwargs: Any
    ) -> None:
        super().__init__(before, *args, **kwargs)
        if has_helper is False and not before.shin:
            del self.fields["shin"]

    pelvis = RepeatsField(
        _("Pelvis"),
        label=_("1. Pelvis"),
        help_text=_(
            "Plus if the end of the phone toward your feet is higher. Minus if the end toward "
            "your head is higher. Leave it empty if you cannot read it. Then we are less sure."
        ),
    )
    thigh = RepeatsField(
        _("Thigh"),
        label=_("2. Thigh"),
        help_text=_("Minus if the knee is lower than the hip, like −8. Plus if it is higher."),
    )
    shin = RepeatsField(
        _("Shin"),
        label=_("3. Shin"),
        help_text=_(
            "Always a minus. A shin that hangs straight down reads −90. A shin that swings forward "
            "reads nearer to 0, like −70. Leave it empty if you cannot read it."
        ),
    )

    def check_readings(self) -> None:
        if not self.readings.thigh:
            raise RefusedReading(
                "thigh", _("Type at least 1 thigh reading. Without it we cannot say anything.")
            )
        super().check_readings()


NOT_MEASURED = SideReadings(rater="clinician")


class MeasuredForm(ReadingsForm):
    """All that a therapist may read of one side; nothing read means not measured."""

    pelvis = RepeatsField("Pelvis", label="Pelvis", help_text="+ rotated back. 0 is level.")
    thigh = RepeatsField("Thigh", label="Thigh", help_text="− knee below hip.")
    shin = RepeatsField("Shin", label="Shin", help_text="−90 hanging straight down.")
    prone_knee = RepeatsField(
        "Knee bend",
        label="Prone knee bend",
        help_text="Knee flexion at which the pelvis begins to lift.",
    )

    def __init__(self, side: Side, before: SideReadings | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(before or NOT_MEASURED, *args, prefix=side.value, **kwargs)
        self.side = side
        for field in self.fields.values():
            field.label = f"{str(side.label).capitalize()} {str(field.label).lower()}"
            field.widget.spot = field.label

    @property
    def is_measured(self) -> bool:
        return bool(self.readings.thigh or self.readings.prone_knee)

    def check_readings(self) -> None:
        if not self.is_measured and (self.readings.pelvis or self.readings.shin):
            raise RefusedReading(
                "thigh", "Type the thigh as well; without it the others say nothing."
            )
        super().check_readings()


class KneeBendForm(ReadingsForm):
    """How far the knee bends on the stomach before the pelvis lifts."""

    prone_knee = RepeatsField(
        _("Knee bend"),
        label=_("How far was the knee bent?"),
        help_text=_(
            "A flat shin reads 0. A shin that points straight up reads 90. Past straight "
            "up, the number keeps growing: 120 means your heel is near your buttock. If "
            "your phone shows 60 there, type 120 (180 minus 60)."
        ),
    )

    def check_readings(self) -> None:
        if not self.readings.prone_knee:
            raise RefusedReading(
                "prone_knee", _("Type at least 1 reading, or go back to your result.")
            )
        super().check_readings()
