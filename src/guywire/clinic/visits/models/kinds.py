from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

CELL_MINUTES = 15
VISIT_MINUTES = 30
LENGTHS = tuple(range(CELL_MINUTES, 121, CELL_MINUTES))
GAPS = (0, *LENGTHS[:4])


class VisitKind(models.Model):
    """What people come for: how long it takes, what it costs, and who may book it where."""

    name = models.CharField(max_length=60, unique=True)
    minutes = models.PositiveSmallIntegerField(default=VISIT_MINUTES)
    gap_minutes = models.PositiveSmallIntegerField(default=0)
    """The therapist's time after the visit that no one can book."""
    price_cents = models.PositiveIntegerField(null=True, blank=True)
    """0 for a free visit; empty where no price is named."""
    is_on_web = models.BooleanField(default=False)
    """People book it themselves. Every kind can be booked at the desk."""
    is_at_locations = models.BooleanField(default=True)
    is_online = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(name="kind_lasts_whole_cells", condition=Q(minutes__in=LENGTHS)),
            models.CheckConstraint(
                name="kind_gap_is_whole_cells", condition=Q(gap_minutes__in=GAPS)
            ),
            models.CheckConstraint(
                name="kind_is_somewhere", condition=Q(is_at_locations=True) | Q(is_online=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price_text(self) -> str:
        if self.price_cents is None:
            return ""
        if self.price_cents == 0:
            return _("free")
        dollars, cents = divmod(self.price_cents, 100)
        return f"${dollars:,}.{cents:02}" if cents else f"${dollars:,}"

    def fits(self, *, online: bool) -> bool:
        return self.is_online if online else self.is_at_locations


class VisitSettings(models.Model):
    """When people can book by themselves, and when a cancellation is late. One row."""

    notice_hours = models.PositiveSmallIntegerField(
        default=2, validators=[MaxValueValidator(24 * 14)]
    )
    horizon_weeks = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    late_cancel_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MaxValueValidator(24 * 7)]
    )

    class Meta:
        constraints = [models.CheckConstraint(name="one_visit_settings", condition=Q(pk=1))]

    def __str__(self) -> str:
        return "visit settings"

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)

    @property
    def horizon(self) -> timedelta:
        return timedelta(weeks=self.horizon_weeks)

    @property
    def late_cancel(self) -> timedelta:
        return timedelta(hours=self.late_cancel_hours)
