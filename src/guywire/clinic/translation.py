"""Messages of care and hips, and dates, in the language of the page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from guywire.care.words import Language, Message, speak
from guywire.clinic import dates

register = template.Library()


def number_text(value: float, decimals: int | None) -> str:
    """Return a number as the language of the page writes it."""
    as_needed = decimals is None
    text = number_format(
        f"{value:g}" if as_needed else value, decimals, use_l10n=True, force_grouping=not as_needed
    )
    return str(text).replace("-", "−")


speak(Language(gettext, ngettext, dates.plain_day, number_text))


@register.filter
def translated(words: Message | str) -> str:
    """Return a message in the language of the page. Plain text stays as it is."""
    return str(words)


def _or_nothing(format_date: Callable[[Any], str]) -> Callable[[Any], str]:
    @wraps(format_date)
    def formatted(on: Any) -> str:
        return format_date(on) if on else ""

    return formatted


for format_date in (
    dates.day_text,
    dates.day_with_year,
    dates.month_day,
    dates.date_text,
    dates.plain_day,
    dates.short_date,
    dates.short_month_day,
    dates.short_day,
    dates.weekday,
    dates.short_weekday,
    dates.clock_text,
):
    register.filter(
        format_date.__name__, _or_nothing(format_date), expects_localtime=True, is_safe=True
    )
