from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from operator import itemgetter
from zoneinfo import ZoneInfo

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    prefetch_related_objects,
)

from guywire.care.history import CompletedScreening, HelpRequest, History
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore as Score
from guywire.care.session import Session as CareSession
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.queries import as_check, current_thresholds
from guywire.clinic.conversations.queries import unanswered
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.models import Program, RolandMorris, Session, WalkingPlan, WeeklyScore
from guywire.clinic.welcome.models import Kind, WebQuestion
from guywire.clinic.welcome.queries import current_clinic

thresholds = current_thresholds


def latest_sessions_of(patient: Patient, count: int) -> tuple[CareSession, ...]:
    """The latest sessions the patient shared, the newest first."""
    return tuple(
        _as_session(row) for row in patient.sessions.order_by("-started_at", "-pk")[:count]
    )


def weekly_scores_of(patient: Patient) -> tuple[Score, ...]:
    return tuple(_as_score(row) for row in patient.weekly_scores.all())


def questionnaires_of(patient: Patient) -> tuple[Questionnaire, ...]:
    return tuple(_as_questionnaire(row) for row in patient.questionnaires.all())


def program_of(patient: Patient) -> Program | None:
    """The program in force; `plans.as_program` reads it in the words of care."""
    return patient.programs.select_related("made_by").first()


def helped_at(patient: Patient) -> datetime | None:
    help_given = patient.help_given.first()
    return help_given.at if help_given else None


def history_of(patient: Patient) -> History:
    """What the rules for bringing a person to a human look at, as far as it was shared."""
    return histories_of([patient])[patient]


def histories_of(
    patients: Iterable[Patient], *, since: date | None = None
) -> dict[Patient, History]:
    """The history of each, in a few queries for all of them together.

    With `since`, the sessions of that day and after it, and the latest of all: the rules look at
    no others. Times are in the clinic's own zone, because the rules name days.
    """
    patients = list(patients)
    zone = ZoneInfo(current_clinic().timezone)
    prefetch_related_objects(
        patients, "weekly_scores", "questionnaires", "help_given", "walking_plan"
    )
    sessions = _sessions(patients, since, zone)
    screenings, asked = _screenings(patients, zone), _asked_for_human(patients, zone)
    return {
        patient: History(
            screenings=tuple(screenings[patient.pk]),
            sessions=tuple(sessions[patient.pk]),
            weekly=weekly_scores_of(patient),
            questionnaires=questionnaires_of(patient),
            asked=tuple(asked[patient.pk]),
            helped_at=helped_at(patient),
            walking_started_on=_walking_started_on(patient),
        )
        for patient in patients
    }


def _walking_started_on(patient: Patient) -> date | None:
    plan: WalkingPlan | None = getattr(patient, "walking_plan", None)
    return plan.started_on if plan else None


def _sessions(
    patients: list[Patient], since: date | None, zone: ZoneInfo
) -> dict[int, list[CareSession]]:
    rows = Session.objects.filter(patient__in=patients)
    if since is not None:
        later = Session.objects.filter(
            patient=OuterRef("patient"), started_at__gt=OuterRef("started_at")
        )
        midnight = datetime.combine(since, time(0), tzinfo=zone)
        rows = rows.filter(Q(started_at__gte=midnight) | ~Exists(later))
    sessions = defaultdict(list)
    for row in rows:
        sessions[row.patient_id].append(in_zone(_as_session(row), zone))
    return sessions


def in_zone(session: CareSession, zone: ZoneInfo) -> CareSession:
    return replace(session, started_at=session.started_at.astimezone(zone))


def _screenings(patients: list[Patient], zone: ZoneInfo) -> dict[int, list[CompletedScreening]]:
    """What they answered themselves: a therapist who measures asks no safety questions."""
    taken = defaultdict(list)
    for row in SharedCheck.objects.filter(patient__in=patients, measured_by=None):
        check = as_check(row)
        taken[row.patient_id].append(
            CompletedScreening(check.screened_at.astimezone(zone), check.screening)
        )
    return taken


def _asked_for_human(patients: list[Patient], zone: ZoneInfo) -> dict[int, list[HelpRequest]]:
    """Not answered yet, and about their own care: a question about insurance needs no therapist."""
    asked = defaultdict(list)
    still_open = WebQuestion.objects.filter(patient__in=patients, closed_at=None)
    questions = still_open.exclude(kind=Kind.INSURANCE).values_list(
        "patient_id", "asked_at", "text"
    )
    written = unanswered().filter(patient__in=patients)
    messages = written.values_list("patient_id", "written_at", "text")
    for patient_id, asked_at, text in sorted([*questions, *messages], key=itemgetter(1)):
        asked[patient_id].append(HelpRequest(asked_at.astimezone(zone), text))
    return asked


def _as_session(row: Session) -> CareSession:
    return CareSession.from_json(row.content)


def _as_score(row: WeeklyScore) -> Score:
    return Score(row.on, row.pain)


def _as_questionnaire(row: RolandMorris) -> Questionnaire:
    return Questionnaire.from_bits(row.on, row.ticked_bits)
