from __future__ import annotations

from itertools import dropwhile
from typing import ClassVar
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from guywire.clinic.people.contact import fold, phone_text
from guywire.clinic.people.models import Staff
from guywire.clinic.welcome.models import Picture
from guywire.clinic.welcome.shown_picture import ShownPicture

TITLES = {"dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss"}


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"{name!r} is not a time zone; write one such as America/Denver.")


class Location(models.Model):
    """A clinic people come to. Its zone is the clock its hours are written in."""

    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200)
    directions = models.TextField(blank=True)
    zone = models.CharField(max_length=64, validators=[known_zone])
    phone = models.CharField(max_length=32)
    hours = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        return phone_text(self.phone)


class Portrait(models.TextChoices):
    """The drawings we have; templates/visits/portraits/ holds one for each."""

    INITIALS = "initials", "Initials"
    BUN = "bun", "Hair in a bun"
    CURLS = "curls", "Curly hair"
    BEARD = "beard", "Short hair and a beard"
    GLASSES = "glasses", "Gray hair and glasses"


class Therapist(models.Model):
    """What a patient may know of somebody who treats: face, words, languages."""

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="therapist")
    display_name = models.CharField(max_length=60, blank=True)
    """What patients call them, such as "Dr. Whitfield"; empty for their first name."""
    credentials = models.CharField(max_length=80)
    words = models.TextField()
    languages = models.CharField(max_length=120, default="English")
    portrait = models.CharField(max_length=20, choices=Portrait, default=Portrait.INITIALS)
    photo = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.PROTECT)
    offers_online = models.BooleanField(default=False)
    feed_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """The secret in the link of their calendar; empty while there is no link."""
    uses_own_link = models.BooleanField(default=False)
    """Online visits meet at `online_link`, in place of the room of this site."""
    online_link = models.URLField(blank=True, validators=[URLValidator(schemes=["https"])])

    class Meta:
        ordering: ClassVar[list[str]] = ["staff__name"]
        constraints = [
            models.CheckConstraint(
                name="online_therapist_has_a_link",
                condition=Q(uses_own_link=False) | ~Q(online_link=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.staff.name

    @property
    def shown_photo(self) -> ShownPicture | None:
        return ShownPicture(self.photo_id) if self.photo_id else None

    @property
    def short_name(self) -> str:
        return self.display_name or self._name_words[0]

    @property
    def initials(self) -> str:
        words = self._name_words
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else words[0][:1]).upper()

    @property
    def _name_words(self) -> list[str]:
        """The name without titles in front: no one is called "Dr."."""
        words = self.name.split()
        untitled = list(dropwhile(lambda word: fold(word).rstrip(".") in TITLES, words))
        return untitled or words
