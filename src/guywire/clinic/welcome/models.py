from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.contact import phone_text
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.welcome.colors import COLORS_EDITION
from guywire.clinic.welcome.shown_picture import ShownPicture

MAX_PROMISE_HOURS = 80
"""Two weeks of opening hours."""


class Picture(models.Model):
    """A logo or a photo, re-encoded by us (guywire.clinic.welcome.pictures). Never changed."""

    name = models.CharField(max_length=60, primary_key=True)
    """The digest of its bytes and its size, such as 3f0c…-320x80: pages need not ask for it."""
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Clinic(models.Model):
    """The practice itself: what it is called, what it promises, how to reach it. One row."""

    name = models.CharField(max_length=120)
    promise = models.CharField(max_length=200)
    phone = models.CharField(max_length=32)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=64, default="America/Los_Angeles")
    idle_minutes = models.PositiveSmallIntegerField(
        default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    """The desk locks after so many minutes without use."""
    logo = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.PROTECT)
    color = models.CharField(max_length=7, blank=True)
    """Such as #0d5a54; empty for the color of Guywire."""
    icon = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="icon_of"
    )
    """The practice in a square, for tabs and home screens: its logo, or our sign in its color."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_clinic", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="clinic_name_is_one_line",
                condition=~models.Q(name__contains="\n") & ~models.Q(name__contains="\r"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        return phone_text(self.phone)

    @property
    def shown_logo(self) -> ShownPicture | None:
        return ShownPicture(self.logo_id) if self.logo_id else None

    @property
    def shown_icon(self) -> ShownPicture | None:
        return ShownPicture(self.icon_id) if self.icon_id else None

    @property
    def color_sheet(self) -> str:
        """The address of the style sheet with the color of the practice."""
        return reverse("look_colors", args=[COLORS_EDITION, self.color.removeprefix("#")])


class Tone(models.TextChoices):
    NEWS = "news", "News"
    GOOD = "good", "Good news"
    URGENT = "urgent", "Urgent"


class NoticePlace(models.TextChoices):
    HOME = "home", "The home page"
    EVERY_PAGE = "every_page", "Every page for patients"


class Notice(models.Model):
    """What the clinic must tell everybody for a while. Days are the clinic's own, both included."""

    text = models.TextField()
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    tone = models.CharField(max_length=10, choices=Tone, default=Tone.NEWS)
    place = models.CharField(max_length=10, choices=NoticePlace, default=NoticePlace.HOME)
    written_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-from_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_begins",
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Kind(models.TextChoices):
    HELP = "help", "How can we help"
    INSURANCE = "insurance", "Insurance"
    CALL_BACK = "call_back", "Please call"
    PROGRAM = "program", "From their program"


class BodyPart(models.TextChoices):
    BACK = "back", _("Lower back")
    HIP = "hip", _("Hip or groin")
    BUTTOCK = "buttock", _("Buttock or down the leg")
    KNEE = "knee", _("Knee")
    NECK = "neck", _("Neck or upper back")
    SHOULDER = "shoulder", _("Shoulder or arm")
    FOOT = "foot", _("Ankle or foot")
    OTHER = "other", _("Somewhere else")


class CallTime(models.TextChoices):
    SOON = "soon", _("As soon as you can")
    MORNING = "morning", _("In the morning")
    MIDDAY = "midday", _("Around noon")
    AFTERNOON = "afternoon", _("In the afternoon")


class WebQuestion(models.Model):
    """What somebody asked on the web, and who of us took care of it."""

    sent_key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    body_part = models.CharField(max_length=20, choices=BodyPart, blank=True)
    insurer = models.CharField(max_length=120, blank=True)
    call_time = models.CharField(max_length=20, choices=CallTime, blank=True)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    patient = models.ForeignKey(
        Patient, null=True, blank=True, on_delete=models.SET_NULL, related_name="web_questions"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT)
    note = models.TextField(blank=True)
    """For colleagues."""
    answer = models.TextField(blank=True)
    """What the person reads, by email link or over the phone."""
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["closed_at", "asked_at"]),
            models.Index(fields=["phone"], name="question_phone"),
            models.Index(Upper("email"), name="question_email"),
        ]
        constraints = [
            models.CheckConstraint(
                name="asker_can_be_reached", condition=~models.Q(phone="") | ~models.Q(email="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} question {self.pk}"

    @property
    def phone_text(self) -> str:
        return phone_text(self.phone)


class OpeningHours(models.Model):
    """From when to when somebody answers on one day of the week, by the clinic's clock.

    Without any row the clinic counts as open Monday to Friday, 9 to 5.
    """

    weekday = models.PositiveSmallIntegerField(unique=True)
    """0 is Monday."""
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        ordering: ClassVar[list[str]] = ["weekday"]
        constraints = [
            models.CheckConstraint(
                name="opens_on_a_weekday", condition=models.Q(weekday__gte=0, weekday__lte=6)
            ),
            models.CheckConstraint(
                name="opens_before_it_closes", condition=models.Q(opens__lt=models.F("closes"))
            ),
        ]

    def __str__(self) -> str:
        return f"open on {self.weekday}, {self.opens:%H:%M} to {self.closes:%H:%M}"


def _promise(hours: int) -> models.PositiveSmallIntegerField[int, int]:
    limits = [MinValueValidator(1), MaxValueValidator(MAX_PROMISE_HOURS)]
    return models.PositiveSmallIntegerField(default=hours, validators=limits)


class AnswerPromises(models.Model):
    """Within how many opening hours somebody is answered, by kind. One row."""

    help = _promise(8)
    call_back = _promise(8)
    insurance = _promise(8)
    program = _promise(8)
    message = _promise(8)
    email = _promise(4)
    """An email that could not be sent: until somebody calls the person instead."""

    class Meta:
        constraints = [models.CheckConstraint(name="one_promise", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "answer promises"


class ContentVersion(models.Model):
    """A number that every transaction raises which changes what the public pages show. One row.

    Triggers raise it (guywire.clinic.welcome.content), so that no way to change a row goes around.
    """

    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_content_version", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return str(self.number)
