from __future__ import annotations

import phonenumbers
from django.db import models


class Clinic(models.Model):
    """The practice itself: what it is called, what it promises, how to reach it. One row."""

    name = models.CharField(max_length=120)
    promise = models.CharField(max_length=200)
    phone = models.CharField(max_length=32)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=64, default="America/Los_Angeles")

    class Meta:
        constraints = [models.CheckConstraint(name="one_clinic", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        """The number as people here write it; what is not a number stays as it was typed."""
        try:
            number = phonenumbers.parse(self.phone, "US")
        except phonenumbers.NumberParseException:
            return self.phone
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
