from django.db.models import QuerySet

from guywire.care.human import History
from guywire.care.scores import WeeklyScore as Score
from guywire.care.session import Session as CareSession
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.models import Program, Session, WeeklyScore


def sessions_of(patient: Patient) -> tuple[CareSession, ...]:
    """Every session the patient shared, oldest first."""
    return tuple(_as_session(row) for row in patient.sessions.all())


def weekly_scores_of(patient: Patient) -> tuple[Score, ...]:
    return tuple(_as_score(row) for row in patient.weekly_scores.all())


def program_of(patient: Patient) -> Program | None:
    """The program in force; `plans.as_program` reads it in the words of care."""
    return patient.programs.select_related("made_by").first()


def patients_with_history() -> QuerySet[Patient]:
    """Every patient with all that `history_of` reads already fetched, in a few queries."""
    return Patient.objects.prefetch_related("sessions", "weekly_scores", "help_given")


def history_of(patient: Patient) -> History:
    """What the rules for bringing a person to a human look at, as far as it was shared."""
    help_given = patient.help_given.first()
    return History(
        sessions=sessions_of(patient),
        weekly=weekly_scores_of(patient),
        helped_at=help_given.at if help_given else None,
    )


def _as_session(row: Session) -> CareSession:
    return CareSession.from_json(row.content)


def _as_score(row: WeeklyScore) -> Score:
    return Score(row.on, row.pain, row.roland_morris)
