"""Who stopped and what their last session said, and how many are better, beside the natural course.

A person counts for the therapist they belong to on the follow-up list, and for the location of
their latest visit. Only people who share are counted: of the others the clinic knows nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import quantiles
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, QuerySet

from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN, NaturalCourse
from guywire.care.scores import PAIN
from guywire.care.session import Session as CareSession
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.numbers import MIN_FOR_SPREAD, Share
from guywire.clinic.programs.models import Session, WeeklyScore
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.visits.wall_clock import midnight

MIN_DAYS_BETWEEN_SCORES = 14
COURSES = {"lasting": LASTING_PAIN, "new": NEW_PAIN}
REASONS = {
    "pain": "stopped for pain",
    "worse": "felt worse",
    "same": "felt about the same",
    "better": "felt better",
    "": "did not say",
}


@dataclass
class Outcomes:
    """Of the people of one therapist, one location, or all."""

    name: str
    active: int = 0
    """Whose last session was in the period or later, or who stopped in it."""
    stopped: Counter[str] = field(default_factory=Counter)
    """By what their last session said."""
    changes: list[int] = field(default_factory=list)
    """Points of pain less than at first, of everyone with two scores far enough apart."""
    by_nature: Counter[str] = field(default_factory=Counter)

    @property
    def stops(self) -> Share:
        return Share(sum(self.stopped.values()), self.active)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """The commonest first."""
        return [(REASONS[reason], count) for reason, count in self.stopped.most_common()]

    @property
    def better(self) -> Share:
        clear = sum(change >= PAIN.smallest_clear_change for change in self.changes)
        return Share(clear, len(self.changes))

    @property
    def natural(self) -> tuple[int, int]:
        """How many would be better had each followed the mean course of lasting or new pain."""
        return self.by_nature["lasting"], self.by_nature["new"]

    @property
    def spread(self) -> tuple[int, int, int] | None:
        """Points less pain: the middle, and where 8 in 10 of them are."""
        if len(self.changes) < MIN_FOR_SPREAD:
            return None
        tenths = quantiles(self.changes, n=10, method="inclusive")
        return round(tenths[4]), round(tenths[0]), round(tenths[8])


@dataclass(frozen=True)
class AllOutcomes:
    everything: Outcomes
    therapists: list[Outcomes]
    places: list[Outcomes]

    @property
    def everything_only(self) -> list[Outcomes]:
        return [self.everything]


class _Groups:
    """The outcomes a person counts in: all, their therapist's, their location's."""

    def __init__(self) -> None:
        self.everything = Outcomes("All")
        self.by_therapist: dict[str, Outcomes] = {}
        self.by_place: dict[str, Outcomes] = {}
        self._therapist: dict[int, str] = {}
        self._place: dict[int, str] = {}

    def load(self, people: QuerySet[Session] | QuerySet[WeeklyScore]) -> None:
        numbers: Any = people.order_by().values("patient")
        entries = FollowUpEntry.objects.filter(patient__in=numbers)
        self._therapist |= dict(entries.values_list("patient_id", "staff__name"))
        visits = Visit.objects.filter(patient__in=numbers).order_by("starts_at")
        for patient, place in visits.values_list("patient_id", "location__name").iterator():
            self._place[patient] = place or "Online"

    def of(self, patient: int) -> Iterable[Outcomes]:
        therapist = self._therapist.get(patient) or "No one yet"
        place = self._place.get(patient) or "No visit yet"
        yield self.everything
        yield self.by_therapist.setdefault(therapist, Outcomes(therapist))
        yield self.by_place.setdefault(place, Outcomes(place))


def outcomes_of(days: int, today: date) -> AllOutcomes:
    """The days before today, by the practice's own clock."""
    groups, first = _Groups(), today - timedelta(days=days)
    zone = zone_of(None)
    _add_stops(groups, first, today, zone)
    _add_changes(groups, first, today)
    return AllOutcomes(
        groups.everything,
        sorted(groups.by_therapist.values(), key=_name),
        sorted(groups.by_place.values(), key=_name),
    )


def _name(outcomes: Outcomes) -> str:
    return outcomes.name


def _add_stops(groups: _Groups, first: date, today: date, zone: ZoneInfo) -> None:
    """A person stopped on the day on which the rule of care says so: that long after the last."""
    silence = timedelta(days=current_thresholds().days_until_stopped)
    since = midnight(first - silence, zone)
    before = midnight(today - silence, zone)
    recent = Session.objects.filter(started_at__gte=since)
    groups.load(recent)
    last = recent.order_by().values("patient").annotate(last=Max("started_at"))
    silent = [row["patient"] for row in last if row["last"] < before]
    for row in last:
        for outcomes in groups.of(row["patient"]):
            outcomes.active += 1
    for patient, content in _last_sessions(silent, since):
        reason = _reason(content)
        for outcomes in groups.of(patient):
            outcomes.stopped[reason] += 1


def _last_sessions(silent: Collection[int], since: datetime) -> QuerySet[Session, Any]:
    """Of each of these people, by patient and content."""
    later = Session.objects.filter(
        patient=OuterRef("patient"), started_at__gt=OuterRef("started_at")
    )
    rows = Session.objects.filter(patient__in=silent, started_at__gte=since)
    return rows.filter(~Exists(later)).values_list("patient_id", "content")


def _reason(content: dict[str, object]) -> str:
    session = CareSession.from_json(content)
    if session.stopped_for_pain:
        return "pain"
    return session.feeling.value if session.feeling else ""


def _add_changes(groups: _Groups, first: date, today: date) -> None:
    """The first score of each person beside their latest in the period."""
    recent = WeeklyScore.objects.filter(on__range=(first, today - timedelta(days=1)))
    groups.load(recent)
    people = recent.order_by().values("patient")
    scores: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = WeeklyScore.objects.filter(patient__in=people, on__lt=today).order_by("on")
    for patient, on, pain in rows.values_list("patient_id", "on", "pain").iterator():
        scores[patient].append((on, pain))
    for patient, written in scores.items():
        (began_on, began), (ended_on, ended) = written[0], written[-1]
        days_between = (ended_on - began_on).days
        if days_between < MIN_DAYS_BETWEEN_SCORES:
            continue
        for outcomes in groups.of(patient):
            outcomes.changes.append(began - ended)
            for name, course in COURSES.items():
                outcomes.by_nature[name] += _better_by(course, began, days_between / 7)


def _better_by(course: NaturalCourse, pain: int, weeks: float) -> bool:
    return pain * (1 - course.part_left(weeks)) >= PAIN.smallest_clear_change
