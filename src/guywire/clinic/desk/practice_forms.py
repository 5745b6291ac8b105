"""What the owner sets up: the practice, its places, its therapists, their hours and absences."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.db.models import Q

from guywire.clinic.desk.models import NOTE_PARTS, NoteTemplate
from guywire.clinic.desk.therapist_week import overlap_text, overlapping
from guywire.clinic.people.contact_fields import PhoneField
from guywire.clinic.people.models import Role, Staff
from guywire.clinic.plain_forms import LongText, speak_plainly
from guywire.clinic.visits.models import (
    GAPS,
    LENGTHS,
    Absence,
    Availability,
    ClosingDay,
    Location,
    Therapist,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.visits.wording import ZONE_WORDS
from guywire.clinic.welcome.models import AnswerPromises, Clinic

PLAIN_WORDS = {
    "required": "Please fill this in.",
    "unique": "There is one with this name already. Choose another name.",
    "max_length": "Write at most %(limit_value)d characters. This has %(show_value)d.",
    "min_value": "Write a number of at least %(limit_value)s.",
    "max_value": "Write a number of at most %(limit_value)s.",
    "max_decimal_places": "Write an amount such as 120 or 120.50.",
}
MAX_DAYS_CLOSED = 60
HOURS_PER_WEEK = 24 * 7
ENDS_FIRST = "This is before the start. Please change one of the two."


def zones() -> list[tuple[str, Any]]:
    names = available_timezones() - set(ZONE_WORDS)
    others = sorted(names - {"Factory", "localtime"})  # These are the time of no place.
    return [*ZONE_WORDS.items(), ("Other", [(zone, zone) for zone in others])]


class ZoneField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Time zone", choices=zones, **kwargs)


class PlainModelForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)
            field.error_messages |= PLAIN_WORDS
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = (
                    "Write an email address such as hello@example.org."
                )


class ClinicForm(PlainModelForm):
    phone = PhoneField()
    timezone = ZoneField()

    class Meta:
        model = Clinic
        fields = ("name", "promise", "phone", "email", "hours", "timezone", "idle_minutes")
        labels: ClassVar = {
            "promise": "Promise, the first words people read",
            "email": "Email",
            "idle_minutes": "The desk locks after this many minutes without use",
        }


class LocationForm(PlainModelForm):
    phone = PhoneField()
    zone = ZoneField()
    directions = LongText(label="How to find the door", rows=2, required=False)

    class Meta:
        model = Location
        fields = ("name", "address", "directions", "phone", "hours", "zone")


class ForTherapistForm(PlainModelForm):
    """About a therapist who works here, or the one it has been about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["therapist"]
        mine = Q(pk=self.instance.therapist_id)
        field.queryset = Therapist.objects.filter(Q(staff__is_active=True) | mine).select_related(
            "staff"
        )


class TherapistForm(PlainModelForm):
    words = LongText(label="In their own words", max_length=400, rows=3)
    online_link = forms.URLField(
        label="Their own video link",
        required=False,
        assume_scheme="https",
        help_text="An https:// address. Without their own link as the usual way, patients see it "
        "only when the room of this site cannot connect.",
    )

    class Meta:
        model = Therapist
        fields = (
            "staff",
            "display_name",
            "credentials",
            "words",
            "languages",
            "portrait",
            "offers_online",
            "uses_own_link",
            "online_link",
        )
        labels: ClassVar = {
            "staff": "Who",
            "display_name": "What patients call them",
            "offers_online": "Sees people online",
            "uses_own_link": "Meets them at their own video link, not in the room of this site",
        }
        help_texts: ClassVar = {
            "display_name": "Such as Dana, or Dr. Whitfield. Leave it empty for the first name."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        treats = Q(role__in=(Role.THERAPIST, Role.OWNER), is_active=True, therapist=None)
        mine = Q(pk=self.instance.staff_id)
        self.fields["staff"].queryset = Staff.objects.filter(treats | mine)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("uses_own_link") and not cleaned.get("online_link"):
            self.add_error("online_link", "Add the address of their own video link.")
        return cleaned


def day_field(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=help_text,
        error_messages={"invalid": "Write a day such as 2026-11-24."},
    )


class KindForm(PlainModelForm):
    minutes = forms.TypedChoiceField(
        label="Minutes", coerce=int, choices=[(length, str(length)) for length in LENGTHS]
    )
    gap_minutes = forms.TypedChoiceField(
        label="Minutes kept free after it",
        coerce=int,
        choices=[(gap, str(gap)) for gap in GAPS],
    )
    price = forms.DecimalField(
        label="Price in dollars",
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text="0 for a free visit. Leave it empty to show no price.",
    )

    class Meta:
        model = VisitKind
        fields = (
            "name",
            "minutes",
            "gap_minutes",
            "is_at_locations",
            "is_online",
            "is_on_web",
            "is_active",
        )
        labels: ClassVar = {
            "is_at_locations": "Offered at the locations",
            "is_online": "Offered online",
            "is_on_web": "Patients can book it on the web",
            "is_active": "In use",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cents = self.instance.price_cents
        self.fields["price"].initial = None if cents is None else Decimal(cents) / 100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("is_at_locations") and not cleaned.get("is_online"):
            self.add_error("is_at_locations", "Choose where this visit is offered.")
        if cleaned.get("is_on_web") and cleaned.get("price") != 0 and not self._others_are_free():
            self.add_error(
                "is_on_web",
                "The site offers a free visit first. Make another kind free on the web, at the "
                "same locations, before people book this one by themselves.",
            )
        return cleaned

    def _others_are_free(self) -> bool:
        """Whether another kind is free on the web wherever this one is offered."""
        free = VisitKind.objects.filter(is_on_web=True, is_active=True, price_cents=0)
        free = free.exclude(pk=self.instance.pk)
        return all(
            free.filter(**{place: True}).exists()
            for place in ("is_at_locations", "is_online")
            if self.cleaned_data.get(place)
        )

    def save(self, commit: bool = True) -> Any:
        price = self.cleaned_data["price"]
        self.instance.price_cents = None if price is None else int(price * 100)
        return super().save(commit)


class VisitSettingsForm(PlainModelForm):
    class Meta:
        model = VisitSettings
        fields = ("notice_hours", "horizon_weeks", "late_cancel_hours")
        labels: ClassVar = {
            "notice_hours": "Patients book at least this many hours ahead",
            "horizon_weeks": "Patients book at most this many weeks ahead",
            "late_cancel_hours": "A cancellation is late within this many hours",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hours, weeks = cleaned.get("notice_hours"), cleaned.get("horizon_weeks")
        if hours is not None and weeks is not None and hours >= weeks * HOURS_PER_WEEK:
            self.add_error(
                "notice_hours",
                "This is as long as the weeks below, so no time could be booked. Change one of "
                "the two.",
            )
        return cleaned


class PromisesForm(PlainModelForm):
    class Meta:
        model = AnswerPromises
        fields = ("help", "call_back", "insurance", "message", "email")
        labels: ClassVar = {
            "help": "Questions: opening hours until an answer",
            "call_back": "“Please call”: opening hours until we call",
            "insurance": "Insurance questions: opening hours until an answer",
            "message": "Messages: opening hours until an answer",
            "email": "Emails not sent: opening hours until someone calls instead",
        }


class ClosingDayForm(PlainModelForm):
    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a day such as 2026-11-24."},
    )

    last = day_field("Last day", "Leave it empty to close for one day.")

    class Meta:
        model = ClosingDay
        fields = ("on", "location", "name")
        labels: ClassVar = {"name": "Name of the day"}
        help_texts: ClassVar = {"location": "Leave it empty to close all locations."}

    field_order = ("on", "last", "location", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["last"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("on"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", ENDS_FIRST)
        elif first and last and (last - first).days >= MAX_DAYS_CLOSED:
            self.add_error("last", f"Close at most {MAX_DAYS_CLOSED} days at once.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """A day that is closed already stays as it is."""
        if self.instance.pk:
            return super().save(commit)
        first, name = self.cleaned_data["on"], self.cleaned_data["name"]
        days = ((self.cleaned_data["last"] or first) - first).days + 1
        closed = [
            ClosingDay.objects.get_or_create(
                on=first + timedelta(days=number),
                location=self.cleaned_data["location"],
                defaults={"name": name},
            )[0]
            for number in range(days)
        ]
        return closed[0]


class NoteTemplateForm(PlainModelForm):
    class Meta:
        model = NoteTemplate
        fields = ("name", *NOTE_PARTS)


class HoursForm(ForTherapistForm):
    valid_from = day_field("First day", "Leave both days empty for every week.")
    valid_until = day_field("Last day", "One day in both is an extra hour on that day alone.")
    start = forms.TimeField(label="From", widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label="To", widget=forms.TimeInput(attrs={"type": "time"}))

    class Meta:
        model = Availability
        fields = (
            "therapist",
            "location",
            "weekday",
            "start",
            "end",
            "valid_from",
            "valid_until",
            "kept_for",
        )
        labels: ClassVar = {"kept_for": "Kept for"}
        help_texts: ClassVar = {
            "kept_for": "Hours kept for one kind of visit take no other kind, and this kind is "
            "booked in such hours only."
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", ENDS_FIRST)
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", ENDS_FIRST)
        if not self.errors and (other := overlapping(Availability(pk=self.instance.pk, **cleaned))):
            self.add_error("start", overlap_text(other))
        return cleaned


class MomentField(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        wrong = {"invalid": "Please write a day and a time, such as 2026-11-24 14:00."}
        super().__init__(widget=widget, error_messages=wrong, **kwargs)


class AwayForm(ForTherapistForm):
    starts_at = MomentField(label="From", help_text="By the practice’s own clock.")
    ends_at = MomentField(label="Until")

    class Meta:
        model = Absence
        fields = ("therapist", "starts_at", "ends_at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", ENDS_FIRST)
        return cleaned
