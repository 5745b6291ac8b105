"""What the desk types of a person who waits for an earlier time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from guywire.clinic.desk.visit_forms import DAY_INPUT, NO_DAY
from guywire.clinic.people.models import Patient
from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.visits import queries, wording
from guywire.clinic.visits.models import (
    Location,
    PartOfDay,
    Therapist,
    Visit,
    VisitKind,
    WaitingEntry,
)

WAIT = timedelta(weeks=2)


class WaitingForm(PlainForm):
    """Starts with what the person waits for already, or with their next visit."""

    wish = forms.ChoiceField(
        label="What do they wait for?",
        error_messages={
            "required": "Choose what they wait for.",
            "invalid_choice": "This visit was moved or canceled. Choose what they wait for.",
        },
    )
    location = forms.ModelChoiceField(
        Location.objects.all(), label="Location", required=False, empty_label="Any location"
    )
    therapist = forms.ModelChoiceField(
        Therapist.objects.filter(staff__is_active=True).select_related("staff"),
        label="Therapist",
        required=False,
        empty_label="Any therapist",
    )
    part = forms.ChoiceField(label="Part of the day", choices=PartOfDay)
    until = forms.DateField(label="Until which day?", widget=DAY_INPUT, error_messages=NO_DAY)

    def __init__(self, *args: Any, patient: Patient, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.visits = {f"visit-{it.pk}": it for it in queries.upcoming().filter(patient=patient)}
        self.kinds = {f"kind-{it.pk}": it for it in queries.kinds()}
        self.fields["wish"].choices = [  # type: ignore[attr-defined]
            *((value, f"An earlier time than {_about(it)}") for value, it in self.visits.items()),
            *((value, f"A new visit: {it.name}") for value, it in self.kinds.items()),
        ]
        entry = patient.waiting.filter(closed_at=None).first()
        self.initial = self._saved(entry) if entry else self._usual(patient)

    def _saved(self, entry: WaitingEntry) -> dict[str, Any]:
        wish = f"visit-{entry.instead_of_id}"
        return {
            "wish": wish if wish in self.visits else _wish_of(entry.kind),
            "location": entry.location_id,
            "therapist": entry.therapist_id,
            "part": entry.part,
            "until": entry.until,
        }

    def _usual(self, patient: Patient) -> dict[str, Any]:
        wish = next(iter(self.visits), None)
        if wish is None:
            place = next(iter(queries.locations()), None)
            wish = _wish_of(queries.usual_kind(patient, place))
        return {"wish": wish, "until": self.today + WAIT}

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError("This day has passed. Choose a later one.")
        return until

    @property
    def wishes(self) -> dict[str, Any]:
        """Everything typed, as the waiting list stores it."""
        values = dict(self.cleaned_data)
        wish = values.pop("wish")
        visit = self.visits.get(wish)
        kind = visit.kind if visit else self.kinds[wish]
        return values | {"instead_of": visit, "kind": kind}


def _wish_of(kind: VisitKind | None) -> str:
    kind = kind if kind is not None and kind.is_active else queries.web_kind(None)
    return f"kind-{kind.pk}" if kind else ""


def _about(visit: Visit) -> str:
    when = wording.moment(visit.starts_at, ZoneInfo(visit.zone))
    return f"{when} ({visit.kind.name})" if visit.kind else when
