"""The time picker: days as headings with the times left on them, a few days a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guywire.clinic.dates import month_day
from guywire.clinic.visits import queries, wording
from guywire.clinic.visits.choice import Choice, stamp
from guywire.clinic.visits.models import Location, Therapist, Visit
from guywire.clinic.visits.queries import Day, Need, Opening, visit_settings
from guywire.clinic.welcome.content import remembered

DAYS_A_PAGE = 5
AT_ONCE = timedelta(0)
TIMES_NEAR = 6
MAX_SOONEST = 3
SOON = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class TimeButton:
    text: str
    starts_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class SoonestTime:
    """A free time that can be booked from any page; no place is a video visit."""

    text: str
    starts_at: datetime
    place: Location | None
    therapist: Therapist
    address: str


@dataclass(frozen=True, slots=True)
class DayCard:
    date: date
    title: str
    left: str
    times: tuple[TimeButton, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A few days; where the days before and after begin; the first free time of all."""

    days: tuple[DayCard, ...]
    zone: ZoneInfo
    zone_words: str
    earlier: date | None
    later: date | None
    first_free: TimeButton | None

    @property
    def has_free(self) -> bool:
        return any(day.times for day in self.days)


def page_of(
    days: Sequence[Day], zone: ZoneInfo, wanted: date | None, address: Callable[[Opening], str]
) -> Page:
    """The days from the wanted date on; from the first when none is wanted."""
    begin = min(_index(days, wanted), max(len(days) - 1, 0))
    shown = days[begin : begin + DAYS_A_PAGE]
    after = begin + DAYS_A_PAGE
    free = next((opening for day in days for opening in day.free), None)
    return Page(
        days=tuple(_card(day, zone, address) for day in shown),
        zone=zone,
        zone_words=wording.zone_words(zone),
        earlier=days[max(begin - DAYS_A_PAGE, 0)].date if begin else None,
        later=days[after].date if after < len(days) else None,
        first_free=_button(free, zone, address, wording.moment) if free else None,
    )


@remembered
def booking_page(choice: Choice, wanted: date | None) -> Page:
    """The times a visitor may choose from."""
    return page_of(bookable_days(choice), choice.zone, wanted, booking_address(choice))


def bookable_days(
    choice: Choice,
    moving: Visit | None = None,
    *,
    notice: timedelta | None = None,
    need: Need | None = None,
) -> list[Day]:
    """Days with the times that may be booked: AT_ONCE at the desk, with some notice on the web."""
    now, settings = timezone.now(), visit_settings()
    need = need or (queries.need_of_visit(moving) if moving else choice.need)
    found = queries.openings(
        choice.place,
        choice.therapist,
        first=now + (settings.notice if notice is None else notice),
        until=now + settings.horizon,
        need=need,
        moving=moving,
    )
    others = [one for one in found if moving is None or one.starts_at != moving.starts_at]
    return queries.days(others, choice.zone)


def is_free(choice: Choice, at: datetime) -> bool:
    free = queries.free_times(choice.place, choice.therapist, need=choice.need)
    return any(opening.starts_at == at for opening in free)


def near(choice: Choice, at: datetime | None) -> list[Opening]:
    """The free times closest to this one, in order; the first ones when it is no time at all."""
    found = queries.free_times(choice.place, choice.therapist, need=choice.need)
    at = at or timezone.now()
    closest = sorted(found, key=lambda opening: abs(opening.starts_at - at))[:TIMES_NEAR]
    return sorted(closest, key=lambda opening: opening.starts_at)


def first_free(choice: Choice, therapist: Therapist | None = None) -> str:
    """The next free time in words; empty when there is none."""
    starts_at = queries.first_free(choice.place, therapist, choice.need)
    return wording.short_moment_markup(starts_at, choice.zone) if starts_at else ""


def soonest_times() -> list[SoonestTime]:
    """The next free times of all places and online within a week, the soonest first."""
    choices = [Choice(place) for place in queries.locations()] + [Choice(None)]
    times = []
    for choice in choices:
        if not queries.web_kinds(choice.place):
            continue
        until = timezone.now() + SOON
        for opening in queries.free_times(choice.place, until=until)[:MAX_SOONEST]:
            therapist = opening.therapists[0]
            own = Choice(choice.place, therapist)
            times.append(
                SoonestTime(
                    wording.near_moment_markup(opening.starts_at, choice.zone),
                    opening.starts_at,
                    choice.place,
                    therapist,
                    booking_address(own)(opening),
                )
            )
    return sorted(times, key=lambda one: one.starts_at)[:MAX_SOONEST]


def times_left(count: int) -> str:
    if not count:
        return _("No times left")
    return ngettext("{count} time left", "{count} times left", count).format(count=count)


def day_from(text: str | None) -> date | None:
    """A day as it stands in an address: 2026-11-24. None for what is no day."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _index(days: Sequence[Day], wanted: date | None) -> int:
    return sum(day.date < wanted for day in days) if wanted else 0


def _card(day: Day, zone: ZoneInfo, address: Callable[[Opening], str]) -> DayCard:
    times = tuple(_button(one, zone, address, wording.clock) for one in day.free)
    return DayCard(day.date, _title(day.date, zone), times_left(len(times)), times)


def _title(on: date, zone: ZoneInfo) -> str:
    today = timezone.now().astimezone(zone).date()
    if on not in (today, today + timedelta(days=1)):
        return wording.day(on)
    word = _("Today") if on == today else _("Tomorrow")
    return _("{day}, {date}").format(day=word, date=month_day(on))


def _button(
    opening: Opening,
    zone: ZoneInfo,
    address: Callable[[Opening], str],
    words: Callable[[datetime, ZoneInfo], str],
) -> TimeButton:
    return TimeButton(words(opening.starts_at, zone), opening.starts_at, address(opening))


def booking_address(choice: Choice) -> Callable[[Opening], str]:
    before = choice.address("visit_details", start="")
    return lambda opening: before + stamp(opening.starts_at)
