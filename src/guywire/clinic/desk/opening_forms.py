"""The hours of a whole week in one form: each day open or closed, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django import forms
from django.db import transaction

from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.visits.models import Weekday
from guywire.clinic.welcome.models import OpeningHours
from guywire.clinic.welcome.opening import opening_week

Span = tuple[int, time, time]
"""A weekday, from when, to when."""
BAD_TIME = {"invalid": "Write a time such as 9:00 AM or 14:30."}
TIME_FORMATS = ["%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]


class WeekForm(PlainForm):
    """From when to when, each day, with a break or more. A day with all left empty is closed."""

    def __init__(self, *args: Any, spans: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = ["", *map(str, range(2, spans + 1))]
        self.names = {
            weekday: [(f"opens{n}_{weekday.value}", f"closes{n}_{weekday.value}") for n in numbers]
            for weekday in Weekday
        }
        for weekday, names in self.names.items():
            for number, pair in enumerate(names):
                for name, words in zip(pair, ("opens", "closes"), strict=True):
                    later = " after the break" if number else ""
                    self.fields[name] = forms.TimeField(
                        label=f"{weekday.label} {words}{later}",
                        required=False,
                        input_formats=TIME_FORMATS,
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                        error_messages=BAD_TIME,
                    )

    @classmethod
    def showing(cls, spans: Iterable[Span]) -> dict[str, time]:
        initial: dict[str, time] = {}
        for day, opens, closes in sorted(spans):
            number = sum(name.endswith(f"_{day}") for name in initial) // 2 + 1
            n = number if number > 1 else ""
            initial |= {f"opens{n}_{day}": opens, f"closes{n}_{day}": closes}
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for weekday, names in self.names.items():
            if any(name in self.errors for pair in names for name in pair):
                continue
            ended = None
            for pair in names:
                self._check(weekday, pair, cleaned, ended)
                ended = cleaned.get(pair[1]) or ended
        return cleaned

    def _check(
        self, weekday: Weekday, names: tuple[str, str], cleaned: dict[str, Any], ended: time | None
    ) -> None:
        opens, closes = (cleaned.get(name) for name in names)
        if bool(opens) != bool(closes):
            missing = names[0] if closes else names[1]
            self.add_error(missing, f"{weekday.label} needs both times, or none if it is closed.")
        elif opens and closes and closes <= opens:
            self.add_error(names[1], f"{weekday.label} closes before it opens. Change one of them.")
        elif opens and ended and opens < ended:
            self.add_error(names[0], f"{weekday.label} opens again before it closes.")

    def spans(self) -> list[Span]:
        return [
            (weekday.value, self.cleaned_data[opens], self.cleaned_data[closes])
            for weekday, names in self.names.items()
            for opens, closes in names
            if self.cleaned_data[opens]
        ]

    def days(self) -> Iterator[tuple[str, list[forms.BoundField], list[forms.BoundField]]]:
        for weekday, names in self.names.items():
            opens, closes = zip(*names, strict=True)
            yield weekday.label, [self[name] for name in opens], [self[name] for name in closes]


@transaction.atomic
def save_opening_week(spans: Iterable[Span]) -> None:
    OpeningHours.objects.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=day, opens=opens, closes=closes) for day, opens, closes in spans
    )


def opening_rows() -> list[tuple[str, time, time]]:
    """The days on which the practice is open, in words."""
    return [
        (Weekday(day).label, opens, closes)
        for day, (opens, closes) in sorted(opening_week().items())
    ]
