"""Five years of a busy practice, in bulk: to see that nothing slows down as a practice grows.

The rows are the ones the services would write; a test compares them for one person. Everything
comes from one seed, so that two machines measure the same practice.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import DateTimeField, Model

from guywire.care.about import Age, Place, Since
from guywire.care.program import plain_program
from guywire.care.screening import ITEM_IDS, screen
from guywire.care.session import Hold
from guywire.care.session import Session as CareSession
from guywire.care.stretches import offered
from guywire.care.vocabulary import Feeling, Side
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.record import QUESTIONS
from guywire.clinic.demo import large_desk
from guywire.clinic.demo.diary import LOCATIONS
from guywire.clinic.people.models import AuditEntry, Consent, Patient, Role, Staff, search_keys_of
from guywire.clinic.people.sharing import CONSENT_EDITION, CONSENT_WORDS
from guywire.clinic.programs import plans
from guywire.clinic.programs.models import Program, Session, WeeklyScore
from guywire.clinic.visits.models import (
    Availability,
    Location,
    Status,
    Therapist,
    Visit,
    VisitCell,
    Weekday,
)
from guywire.clinic.visits.wall_clock import quarters
from guywire.clinic.welcome.models import Kind, WebQuestion

Row = TypeVar("Row", bound=Model)
Progress = Callable[[str, int], None]
"""Called with what is being written and how many rows more of it there are now."""

SEED = 20261127
YEARS = 5
THERAPISTS = 12
ROWS_PER_INSERT = 2000
FIRST_NAMES = tuple(
    "Ana Ben Carla David Elena Frank Grace Hugo Ines Jack Kim Luis Maria Nora Omar Paula Quinn "  # noqa: SIM905
    "Rosa Sam Tara Uma Victor Wendy Xavier Yara Zoe José Léa Søren Mai".split()
)
LAST_NAMES = tuple(
    "Adams Baker Castillo Dunn Evans Flores Garcia Hughes Ito Jensen Kelly Lopez Murphy Nguyen "  # noqa: SIM905
    "Ortiz Patel Quist Reyes Smith Torres Underwood Vargas Walker Xu Young Zhang Ñáñez O’Brien "
    "Whitfield Çelik".split()
)
FEELINGS = (Feeling.BETTER, Feeling.BETTER, Feeling.SAME, Feeling.SAME, Feeling.SAME, Feeling.WORSE)
CHECK_DAYS = (0, 45)
MAX_SESSIONS = 400
DIFFERENT_SESSIONS = 500


@dataclass(frozen=True)
class Size:
    people: int = 50_000
    sessions: int = 1_000_000
    visits: int = 200_000

    @property
    def expected_rows(self) -> dict[str, int]:
        """About how many rows of each kind there will be, for a progress bar."""
        sharing = self.people * 7 // 10
        return {
            "people": self.people,
            "search keys": self.people * 10,
            "consents": sharing,
            "checks": sharing * 4 // 3,
            "programs": sharing,
            "sessions": self.sessions,
            "weekly scores": sharing * 6,
            "questions": self.people // 6,
            "visits": self.visits,
            "booked times": self.visits * 19 // 10,
            "threads": self.people // 8,
            "messages": self.people // 2,
            "payers": large_desk.PAYERS,
            "insurance": self.people // 4,
            "benefit checks": self.people // 4,
            "notes": self.visits // 4,
            "note versions": self.visits // 4,
            "waiting list": self.people // 25,
            "offers": self.people // 25,
            "queue": self.people // 3,
            "attempts": self.people // 12,
            "news": 3 * large_desk.ALERTS_PER_STAFF,
            "changes of visits": self.visits // 16,
            "emails": self.visits // 13,
            "who looked": self.visits * 3 // 4,
            "follow-up list": self.people,
        }


@dataclass(frozen=True)
class Days:
    """The practice's past and the weeks that are open for booking, by its own clock."""

    now: datetime

    @property
    def first(self) -> date:
        return self.now.date() - timedelta(days=365 * YEARS)

    @property
    def last(self) -> date:
        return self.now.date() + timedelta(weeks=4)


def build(now: datetime, zone: ZoneInfo, size: Size, progress: Progress) -> None:
    """Write the practice beside what the database already has."""
    random, days = Random(SEED), Days(now.astimezone(zone))  # noqa: S311
    given = times_as_given(Patient, WebQuestion, AuditEntry)
    with transaction.atomic(), without_collecting(), given:
        therapists = hire()
        people = save(patients(random, size, days), "people", progress)
        save(search_keys_of(people), "search keys", progress)
        save(consents(people), "consents", progress)
        save(checks(random, people, days), "checks", progress)
        save(made_programs(people), "programs", progress)
        save(sessions(random, people, size, days), "sessions", progress)
        save(scores(random, people, days), "weekly scores", progress)
        save(questions(random, people), "questions", progress)
        booked = save(visits(random, people, therapists, size, days), "visits", progress)
        save(cells(booked), "booked times", progress)
        fill_the_desk(large_desk.Practice(random, days.now, people, booked, therapists), progress)


def fill_the_desk(practice: large_desk.Practice, progress: Progress) -> None:
    """Each kind of row after those that it names."""
    save(large_desk.threads(practice), "threads", progress)
    save(large_desk.thread_messages(practice), "messages", progress)
    save(large_desk.payers(), "payers", progress)
    save(large_desk.coverages(practice), "insurance", progress)
    save(large_desk.benefit_checks(practice), "benefit checks", progress)
    save(large_desk.notes(practice), "notes", progress)
    save(large_desk.note_versions(), "note versions", progress)
    save(large_desk.waiting(practice), "waiting list", progress)
    save(large_desk.offers(practice), "offers", progress)
    save(large_desk.queue_items(practice), "queue", progress)
    save(large_desk.attempts(practice), "attempts", progress)
    save(large_desk.alerts(practice), "news", progress)
    save(large_desk.visit_changes(practice), "changes of visits", progress)
    save(large_desk.emails(practice), "emails", progress)
    save(large_desk.looks(practice), "who looked", progress)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python looks for garbage among all people and visits at every few hundred new rows."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def times_as_given(*models: type[Model]) -> Iterator[None]:
    """Let rows keep the time they are given where Django would write the time of the insert."""
    fields = [
        field
        for model in models
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField) and field.auto_now_add
    ]
    for field in fields:
        field.auto_now_add = False
    try:
        yield
    finally:
        for field in fields:
            field.auto_now_add = True


def save(rows: Iterable[Row], what: str, progress: Progress) -> list[Row]:
    """Insert the rows a few thousand at a time and return them with their keys."""
    written: list[Row] = []
    batch: list[Row] = []
    keep = what in ("people", "visits")
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_PER_INSERT:
            _insert(batch, what, progress)
            written += batch if keep else []
            batch = []
    _insert(batch, what, progress)
    return written + batch if keep else []


def _insert(batch: list[Row], what: str, progress: Progress) -> None:
    if batch:
        type(batch[0])._default_manager.bulk_create(batch)
        progress(what, len(batch))


def hire() -> list[Therapist]:
    """Therapists all week at the places of the demo practice, without sign-ins."""
    places = Location.objects.order_by("pk")[: len(LOCATIONS)]
    therapists = []
    for number in range(THERAPISTS):
        staff = Staff.objects.create_user(
            f"therapist{number}@demo.example",
            None,
            name=f"{FIRST_NAMES[number]} {LAST_NAMES[-number]}",
            role=Role.THERAPIST,
        )
        therapist = Therapist.objects.create(staff=staff, credentials="PT", words="I start slowly.")
        therapists.append(therapist)
        for weekday in Weekday.values[:5]:
            Availability.objects.create(
                therapist=therapist,
                location=places[number % len(places)],
                weekday=weekday,
                start=time(8),
                end=time(17),
            )
    return therapists


def patients(random: Random, size: Size, days: Days) -> Iterator[Patient]:
    span = (days.now.date() - days.first).days
    for number in range(size.people):
        name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)} {number}"
        email = f"person{number}@demo.example"
        patient = Patient(
            name=name,
            phone=f"+1503{random.randrange(200, 999)}{random.randrange(10_000):04}",
            email=email if number % 3 else "",
        )
        came_on = days.first + timedelta(days=number * span // size.people)
        patient.created_at = datetime.combine(came_on, time(19), tzinfo=days.now.tzinfo)
        yield patient


def shares(patient: Patient) -> bool:
    return patient.pk % 10 < 7


def consents(people: Iterable[Patient]) -> Iterator[Consent]:
    for patient in filter(shares, people):
        yield Consent(patient=patient, words=str(CONSENT_WORDS), edition=CONSENT_EDITION)


def checks(random: Random, people: Iterable[Patient], days: Days) -> Iterator[SharedCheck]:
    for patient in filter(shares, people):
        for later in CHECK_DAYS[: 1 + (patient.pk % 3 == 0)]:
            at = patient.created_at + timedelta(days=later)
            if at < days.now:
                yield SharedCheck(
                    patient=patient,
                    check_id=UUID(int=random.getrandbits(128)),
                    started_at=at,
                    screened_at=at,
                    asked=[*QUESTIONS, "sitting", "steps"],
                    ticked=["fever"] if random.random() < 0.002 else [],
                    age=random.choice((Age.FROM_18, Age.FROM_50, Age.FROM_70)),
                    place=Place.LOWER_BACK,
                    since=random.choice((Since.DAYS, Since.WEEKS, Since.MONTHS)),
                    sitting_hours=random.randrange(3, 12),
                    steps=random.randrange(2000, 9000, 500),
                    sides={side.value: _readings(random) for side in Side},
                )


def _readings(random: Random) -> dict[str, list[float]]:
    pelvis, thigh = random.randrange(2, 14), random.randrange(-28, 8)
    shin = random.randrange(-92, -55)
    spread = (0, 1, -1)
    return {
        "pelvis": [float(pelvis + more) for more in spread],
        "thigh": [float(thigh + more) for more in spread],
        "shin": [float(shin + more) for more in spread],
    }


def made_programs(people: Iterable[Patient]) -> Iterator[Program]:
    plan = plain_program(screen(dict.fromkeys(ITEM_IDS, False)))
    stretches = [plans.to_json(planned) for planned in plan.stretches]
    for patient in filter(shares, people):
        yield Program(
            patient=patient,
            made_at=patient.created_at,
            stretches=stretches,
            days_a_week=plan.dose.days_a_week,
        )


def sessions(random: Random, people: list[Patient], size: Size, days: Days) -> Iterator[Session]:
    """A few people keep at it for years, most for some weeks; one every other day."""
    sharing = [patient for patient in people if shares(patient)]
    counts = [min(MAX_SESSIONS, round(4 * random.paretovariate(1.3))) for _ in sharing]
    missing = max(0, size.sessions - sum(counts))
    contents = _sessions_to_copy(random)
    for place, patient in enumerate(sharing):
        room = max(1, (days.now - patient.created_at).days // 2)
        more = missing * (place + 1) // len(sharing) - missing * place // len(sharing)
        for number in range(counts[place] + more):
            at = patient.created_at + timedelta(days=2 * (number % room), minutes=number // room)
            public_id = f"{random.getrandbits(128):032x}"
            yield session_row(patient, random.choice(contents), public_id, at)


def _sessions_to_copy(random: Random) -> list[dict[str, Any]]:
    """A few hundred different sessions; making each of a million would take minutes."""
    return [_session(random).to_json() for _ in range(DIFFERENT_SESSIONS)]


def session_row(patient: Patient, content: dict[str, Any], public_id: str, at: datetime) -> Session:
    return Session(
        patient=patient,
        public_id=public_id,
        started_at=at,
        content=content | {"id": public_id, "started_at": at.isoformat()},
    )


def _session(random: Random) -> CareSession:
    holds = tuple(
        Hold(stretch, side, 180, random.choice((180, 180, 180, 120)))
        for stretch in offered()
        for side in Side
    )
    return CareSession(
        id="",
        started_at=datetime.min,  # noqa: DTZ901 (replaced in each copy)
        holds=holds,
        before=random.randrange(1, 8),
        comfortable=random.random() > 0.03,
        feeling=random.choice(FEELINGS),
    )


def scores(random: Random, people: list[Patient], days: Days) -> Iterator[WeeklyScore]:
    for patient in filter(shares, people):
        pain = random.randrange(3, 9)
        for week in range(random.randrange(1, 12)):
            on = (patient.created_at + timedelta(weeks=week)).date()
            if on <= days.now.date():
                yield WeeklyScore(
                    patient=patient, on=on, pain=max(0, pain - week // 3 + random.randrange(2))
                )


def questions(random: Random, people: list[Patient]) -> Iterator[WebQuestion]:
    """One in six asked something; what is old was answered."""
    owner = Staff.objects.filter(role=Role.OWNER).first()
    for patient in people[::6]:
        is_open = patient.pk > people[-1].pk - 120
        asked_at = patient.created_at + timedelta(hours=20)
        yield WebQuestion(
            sent_key=UUID(int=random.getrandbits(128)),
            kind=random.choice((Kind.HELP, Kind.CALL_BACK, Kind.INSURANCE)),
            name=patient.name,
            phone=patient.phone,
            email=patient.email,
            text="Can I stretch on the sofa?",
            patient=patient,
            asked_at=asked_at,
            closed_at=None if is_open else asked_at + timedelta(days=1),
            closed_by=None if is_open else owner,
        )


def visits(
    random: Random,
    people: list[Patient],
    therapists: list[Therapist],
    size: Size,
    days: Days,
) -> Iterator[Visit]:
    """Each therapist's half-hours from the first day to the last, most of them taken."""
    places = list(Location.objects.order_by("pk"))
    working = [
        on
        for number in range((days.last - days.first).days)
        if (on := days.first + timedelta(days=number)).weekday() < 5
    ]
    slots = len(working) * len(therapists) * 18
    share = size.visits / slots
    for day_number, on in enumerate(working):
        known = max(1, len(people) * day_number // len(working))
        for number, therapist in enumerate(therapists):
            for half_hour in range(18):
                if random.random() < share:
                    patient = people[max(0, known - 1 - int(random.expovariate(1 / 900)))]
                    at = datetime.combine(on, time(8), tzinfo=days.now.tzinfo)
                    at += timedelta(minutes=30 * half_hour)
                    yield _visit(random, patient, therapist, places[number % len(places)], at, days)


def _visit(
    random: Random,
    patient: Patient,
    therapist: Therapist,
    place: Location,
    at: datetime,
    days: Days,
) -> Visit:
    past = (Status.ATTENDED,) * 8 + (Status.NO_SHOW, Status.CANCELLED)
    return Visit(
        patient=patient,
        therapist=therapist,
        location=place,
        zone=place.zone,
        starts_at=at,
        agreed_at=at - timedelta(days=7),
        status=random.choice(past) if at < days.now else Status.BOOKED,
    )


def cells(booked: Iterable[Visit]) -> Iterator[VisitCell]:
    for visit in booked:
        if not visit.is_cancelled:
            for quarter in quarters(visit.starts_at, visit.minutes):
                yield VisitCell(visit=visit, therapist_id=visit.therapist_id, quarter=quarter)
