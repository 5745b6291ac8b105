from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import DeviceHolding, Holding, Row, RowsOf
from guywire.clinic.programs.models import (
    ActivityScore,
    EmailReminder,
    HelpGiven,
    Program,
    RolandMorris,
    Session,
    WalkingPlan,
    WeeklyScore,
)


def _programs(patient: Patient) -> Iterable[Row]:
    return patient.programs.values("made_at", "made_by__name", "stretches", "days_a_week", "note")


def _sessions(patient: Patient) -> Iterable[Row]:
    return RowsOf(patient.sessions.all(), _session)


def _session(session: Session) -> Row:
    return session.content | {"received_at": session.received_at}


def _weekly_scores(patient: Patient) -> Iterable[Row]:
    return patient.weekly_scores.values("on", "pain")


def _activity_scores(patient: Patient) -> Iterable[Row]:
    return patient.activity_scores.values("activity", "on", "score")


def _walking_plan(patient: Patient) -> Iterable[Row]:
    rows = WalkingPlan.objects.filter(patient=patient)
    return rows.values("started_on", "week_on", "minutes", "days", "minutes_walked")


def _questionnaires(patient: Patient) -> Iterable[Row]:
    return RowsOf(patient.questionnaires.all(), _questionnaire)


def _questionnaire(row: RolandMorris) -> Row:
    from guywire.care.roland_morris import Questionnaire

    filled = Questionnaire.from_bits(row.on, row.ticked_bits)
    return {"on": row.on, "ticked": sorted(filled.ticked)}


def _help_given(patient: Patient) -> Iterable[Row]:
    return patient.help_given.values("at", "staff__name", "words")


def _email_reminders(patient: Patient) -> Iterable[Row]:
    """They belong to an address, not to a record."""
    rows = EmailReminder.objects.filter(address__iexact=patient.email) if patient.email else []
    for row in rows:
        yield {"email": row.address, "at": row.at, "asked_at": row.asked_at, "until": row.ends_on}


def _program_on(device: DeviceRecord) -> Iterable[Row]:
    """Read from what the device packs: each session, score and questionnaire in full."""
    from guywire.clinic.programs.record import kept_on

    kept = kept_on(device)
    yield from (session.to_json() for session in kept.sessions)
    yield from ({"weekly_score_on": score.on, "pain": score.pain} for score in kept.weekly)
    for goal in kept.goals:
        yield {"activity": goal.activity, "score_on": goal.first_on, "score": goal.first}
        if goal.has_change:
            yield {"activity": goal.activity, "score_on": goal.last_on, "score": goal.last}
    if kept.walking:
        plan = kept.walking
        yield {
            "walking_since": plan.started_on,
            "minutes": plan.minutes,
            "days_a_week": plan.days,
            "walks_this_week": [f"{walk.on:%Y-%m-%d}: {walk.minutes}" for walk in plan.walks],
        }
    for filled in kept.questionnaires:
        yield {"questionnaire_on": filled.on, "ticked": sorted(filled.ticked)}


HOLDINGS = (
    Holding("programs", _("Programs"), (Program,), _programs),
    Holding("sessions", _("Sessions"), (Session,), _sessions),
    Holding("weekly_scores", _("Weekly pain scores"), (WeeklyScore,), _weekly_scores),
    Holding("activity_scores", _("Your own goals"), (ActivityScore,), _activity_scores),
    Holding("walking_plan", _("Walking program"), (WalkingPlan,), _walking_plan),
    Holding("questionnaires", _("Back questionnaires"), (RolandMorris,), _questionnaires),
    Holding("email_reminders", _("Reminders by email"), (EmailReminder,), _email_reminders),
    Holding("help_given", _("Help a therapist noted"), (HelpGiven,), _help_given),
)
DEVICE_HOLDINGS = (
    DeviceHolding("program", _("Your sessions, scores and questionnaires"), _program_on),
)
