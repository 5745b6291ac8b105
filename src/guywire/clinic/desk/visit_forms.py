"""What staff type about a visit: why it is canceled, and a walk-in."""

from typing import Any

from django import forms
from django.db.models import Q

from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.visits.models import CanceledBy, Location, Therapist, VisitKind
from guywire.clinic.visits.queries import locations

MAX_REASON_CHARS = 200


class CancelForm(PlainForm):
    canceled_by = forms.ChoiceField(
        label="Who canceled?",
        choices=CanceledBy,
        initial=CanceledBy.PERSON,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": "Choose who canceled."},
    )
    reason = forms.CharField(
        label="Why? (you may leave this empty)", max_length=MAX_REASON_CHARS, required=False
    )


class WalkInForm(PlainForm):
    kind = forms.ModelChoiceField(
        VisitKind.objects.filter(is_active=True, is_at_locations=True),
        label="Kind of visit",
        required=False,
        empty_label="Usual",
    )
    place = forms.ModelChoiceField(Location.objects.all(), label="Location", empty_label=None)
    therapist = forms.ModelChoiceField(
        Therapist.objects.filter(Q(staff__is_active=True)).select_related("staff"),
        label="Therapist",
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = next(iter(locations()), None)
