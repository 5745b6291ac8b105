"""The people of the demo practice, and what each has done in the days before today.

Days are counted back from now, so that the practice looks alive whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_DNS, uuid5

from guywire.care.about import Age, Place, Since
from guywire.care.program import STANDARD_DOSE, PlannedStretch, prescribe
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side
from guywire.clinic.checks.about import ABOUT_QUESTIONS
from guywire.clinic.checks.queries import findings_in
from guywire.clinic.checks.record import QUESTIONS, Check, carried_over
from guywire.clinic.checks.services import keep_shared_check
from guywire.clinic.people.models import Consent, Patient
from guywire.clinic.people.sharing import CONSENT_EDITION, CONSENT_WORDS
from guywire.clinic.programs import plans
from guywire.clinic.programs.models import Program
from guywire.clinic.programs.services import (
    keep_program,
    keep_questionnaire,
    keep_session,
    keep_weekly_score,
)
from guywire.hips.readings import SideReadings

BETTER, SAME, WORSE = Feeling.BETTER, Feeling.SAME, Feeling.WORSE
Readings = dict[Side, SideReadings]


def readings(pelvis: float, thigh: float, shin: float) -> SideReadings:
    """Three repeats around one value, as careful people get them."""
    return SideReadings(
        pelvis=(pelvis, pelvis + 1, pelvis - 1),
        thigh=(thigh - 1, thigh + 1, thigh),
        shin=(shin, shin - 2, shin + 1),
    )


class Felt(NamedTuple):
    """A session this many days ago, the pain before it, and what they said after."""

    days_ago: int
    before: int
    feeling: Feeling
    comfortable: bool = True
    stopped: Stopped | None = None
    note: str = ""


@dataclass(frozen=True)
class Person:
    name: str
    phone: str = ""
    email: str = ""
    checked_days_ago: int | None = None
    ticked: tuple[str, ...] = ()
    sides: Readings = field(default_factory=dict)
    sitting_hours: float = 8
    checked_again: tuple[int, Readings] | None = None
    """How many days ago, and what was read then."""
    felt: tuple[Felt, ...] = ()
    weekly: tuple[tuple[int, int], ...] = ()
    ticked_sentences: tuple[tuple[int, frozenset[int]], ...] = ()


@dataclass(frozen=True)
class Days:
    now: datetime

    def ago(self, days: int, hour: int = 19) -> datetime:
        """That evening; today's is an hour ago, so that nothing lies ahead of now."""
        evening = (self.now - timedelta(days=days)).replace(hour=hour, minute=10)
        return min(evening, self.now - timedelta(hours=1))


def move_in(person: Person, days: Days) -> Patient:
    """Keep the person, and what they shared, through the same services the site uses."""
    patient = Patient.objects.create(
        public_id=uuid5(NAMESPACE_DNS, person.name),
        name=person.name,
        phone=person.phone,
        email=person.email,
    )
    if person.checked_days_ago is not None:
        Consent.objects.create(patient=patient, words=str(CONSENT_WORDS), edition=CONSENT_EDITION)
        check = check_of(person, days.ago(person.checked_days_ago))
        keep_shared_check(patient, check.to_json())
        share_program(patient, person, check, days)
        if person.checked_again:
            again = check_again(person, check, *person.checked_again, days)
            keep_shared_check(patient, again.to_json())
    for days_ago, pain in person.weekly:
        keep_weekly_score(patient, WeeklyScore(days.ago(days_ago).date(), pain))
    for days_ago, ticked in person.ticked_sentences:
        keep_questionnaire(patient, Questionnaire(days.ago(days_ago).date(), ticked))
    return patient


def share_program(patient: Patient, person: Person, check: Check, days: Days) -> None:
    program = prescribe(findings_in(check), check.screening, STANDARD_DOSE)
    if program.stretches:
        keep_program(patient, plans.packed(program))
        Program.objects.filter(patient=patient).update(made_at=check.started_at)
    for felt in person.felt:
        keep_session(patient, session_of(person, felt, program.stretches, days))


def check_of(person: Person, at: datetime) -> Check:
    return Check(
        id=str(uuid5(NAMESPACE_DNS, f"check of {person.name}")),
        started_at=at,
        screened_at=at,
        asked=(*QUESTIONS, *ABOUT_QUESTIONS, "sitting", "steps"),
        age=Age.FROM_18,
        place=Place.LOWER_BACK,
        since=Since.WEEKS,
        ticked=frozenset(person.ticked),
        sitting_hours=person.sitting_hours,
        steps=4500,
        sides=person.sides,
    )


def check_again(person: Person, first: Check, days_ago: int, sides: Readings, days: Days) -> Check:
    return replace(
        check_of(person, days.ago(days_ago)),
        id=str(uuid5(NAMESPACE_DNS, f"second check of {person.name}")),
        sides=sides,
        earlier=carried_over(first),
    )


def session_of(
    person: Person, felt: Felt, stretches: Iterable[PlannedStretch], days: Days
) -> Session:
    """Every hold of the program in full; or the first one only, ended early."""
    holds = [
        Hold(planned.stretch, side, planned.minutes_a_side * 60, planned.minutes_a_side * 60)
        for planned in stretches
        for side in planned.sides
    ]
    if felt.stopped:
        holds = [replace(holds[0], seconds_held=70, stopped=felt.stopped)]
    return Session(
        id=uuid5(NAMESPACE_DNS, f"{person.name}, {felt.days_ago} days ago").hex,
        started_at=days.ago(felt.days_ago),
        holds=tuple(holds),
        before=felt.before,
        comfortable=felt.comfortable,
        feeling=felt.feeling,
        note=felt.note,
    )


SHORT_LEFT = {Side.LEFT: readings(2, 9, -58), Side.RIGHT: readings(11, -27, -90)}
LESS_SHORT_LEFT = {Side.LEFT: readings(3, 3, -61), Side.RIGHT: readings(10, -27, -88)}
SHORT_BOTH = {Side.LEFT: readings(3, 11, -32), Side.RIGHT: readings(2, 8, -38)}
FREE = {Side.LEFT: readings(11, -28, -92), Side.RIGHT: readings(12, -29, -93)}

PEOPLE = (
    Person(
        "Ruth Abara",
        phone="+15035550161",
        checked_days_ago=0,
        ticked=("saddle_numbness",),
    ),
    Person(
        "Pat Lindgren",
        phone="+15035550111",
        email="pat@demo.example",
        checked_days_ago=12,
        sides=SHORT_BOTH,
        sitting_hours=10,
        felt=(
            Felt(11, 5, BETTER),
            Felt(9, 5, SAME),
            Felt(7, 5, SAME),
            Felt(4, 6, WORSE, note="Pulled in the groin the next morning."),
            Felt(1, 6, WORSE, comfortable=False),
        ),
        weekly=((11, 5), (4, 6)),
    ),
    Person(
        "Alex Moreau",
        email="alex@demo.example",
        checked_days_ago=5,
        sides=SHORT_LEFT,
        felt=(Felt(4, 4, BETTER), Felt(2, 4, SAME, comfortable=False, stopped=Stopped.PAIN)),
    ),
    Person(
        "Sam Okoro",
        phone="+15035550172",
        checked_days_ago=24,
        sides=SHORT_BOTH,
        sitting_hours=9,
        felt=(
            Felt(22, 6, BETTER),
            Felt(19, 6, SAME),
            Felt(15, 6, SAME),
            Felt(11, 6, BETTER),
            Felt(8, 6, SAME),
            Felt(5, 6, SAME),
            Felt(2, 6, SAME),
        ),
        weekly=((22, 6), (15, 6), (8, 6), (1, 6)),
        ticked_sentences=((22, frozenset({2, 3, 6, 9, 10, 11, 12, 13, 14, 16, 18, 20, 21})),),
    ),
    Person(
        "Victor Hale",
        phone="+15035550183",
        checked_days_ago=3,
        sides=SHORT_LEFT,
        felt=(Felt(2, 3, BETTER), Felt(1, 3, BETTER, comfortable=False)),
    ),
    Person(
        "June Park",
        phone="+15035550194",
        email="june@demo.example",
        checked_days_ago=30,
        sides=SHORT_LEFT,
        checked_again=(2, LESS_SHORT_LEFT),
        felt=(
            Felt(28, 6, BETTER),
            Felt(25, 5, BETTER),
            Felt(20, 5, SAME),
            Felt(14, 4, BETTER),
            Felt(9, 3, BETTER),
            Felt(3, 2, BETTER),
        ),
        weekly=((28, 6), (21, 5), (14, 4), (7, 3), (0, 2)),
        ticked_sentences=(
            (28, frozenset({2, 3, 9, 10, 11, 12, 14, 16, 18, 21, 23})),
            (0, frozenset({2, 11, 14, 21})),
        ),
    ),
    Person("Inez Duarte", phone="+15035550105", checked_days_ago=8, sides=FREE, sitting_hours=5),
    Person("Tomas Brandt", email="tomas@demo.example"),
)
