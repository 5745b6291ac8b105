"""The time of a visit in words, by the clock of the place it was booked for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from guywire.clinic.visits import wording
from guywire.clinic.visits.models import Visit

register = template.Library()


@register.filter
def visit_day(visit: Visit) -> str:
    return wording.day_with_year(visit.starts_local.date())


@register.filter
def visit_clock(visit: Visit) -> str:
    return wording.clock(visit.starts_at, ZoneInfo(visit.zone))


@register.filter
def visit_clock_of(at: datetime, visit: Visit) -> str:
    """Another moment, by the clock of the visit."""
    return wording.clock(at, ZoneInfo(visit.zone))


@register.filter
def visit_moment(visit: Visit) -> str:
    return wording.moment(visit.starts_at, ZoneInfo(visit.zone))


@register.filter
def visit_zone(visit: Visit) -> str:
    return wording.zone_words(ZoneInfo(visit.zone))
