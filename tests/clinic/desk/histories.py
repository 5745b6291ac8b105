"""Short ways to write what a patient did."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from guywire.care.about import Age
from guywire.care.scores import WeeklyScore
from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.clinic.checks.record import QUESTIONS, Check
from guywire.clinic.checks.services import keep_shared_check
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.services import keep_session, keep_weekly_score
from guywire.hips.readings import SideReadings

SIDES = {
    Side.LEFT: SideReadings((3, 4, 2), (10, 11, 12), (-32, -33, -31)),
    Side.RIGHT: SideReadings((1, 0, 2), (-24, -25, -23), (-94, -95, -93)),
}


def felt(patient: Patient, *feelings: str, stopped: Stopped | None = None) -> None:
    """One session a day, the last one yesterday."""
    for days_ago, feeling in zip(range(len(feelings), 0, -1), feelings, strict=True):
        keep_session(
            patient,
            Session(
                id=uuid4().hex,
                started_at=timezone.now() - timedelta(days=days_ago),
                holds=(Hold(Stretch.SUPINE, Side.LEFT, 180, 180, stopped=stopped),),
                before=5,
                comfortable=True,
                feeling=Feeling(feeling),
            ),
        )


def scored(patient: Patient, **pains: int) -> None:
    """scored(patient, d14=6, d0=6): pain 6 fourteen days ago and 6 today."""
    for days_ago, pain in pains.items():
        on = timezone.now().date() - timedelta(days=int(days_ago[1:]))
        keep_weekly_score(patient, WeeklyScore(on, pain))


def checked(patient: Patient, *ticked: str) -> Check:
    at = timezone.now() - timedelta(hours=1)
    check = Check(
        id=str(uuid4()),
        started_at=at,
        screened_at=at,
        asked=(*QUESTIONS, "sitting", "steps"),
        age=Age.FROM_18,
        ticked=frozenset(ticked),
        sitting_hours=9,
        steps=4000,
        sides={} if ticked else SIDES,
    )
    keep_shared_check(patient, check.to_json())
    return check
