"""What a patient shares reaches the clinic once, and the clinic reads it in the words of care."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guywire.care.escalation import triggered_rules
from guywire.care.program import plain_program
from guywire.care.screening import ITEM_IDS, screen
from guywire.care.session import Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.people.sharing import share_if_agreed, start_sharing, stop_sharing
from guywire.clinic.programs import plans, queries, services
from guywire.clinic.programs.record import Kept, keep_on, pack
from tests.clinic.programs.people import score, session

pytestmark = pytest.mark.django_db
PLAIN = plain_program(screen(dict.fromkeys(ITEM_IDS, False)))
WORSE = (session(1, Feeling.WORSE), session(3, Feeling.WORSE))


def device_with(*sessions: object, **more: object) -> DeviceRecord:
    device = DeviceRecord({})
    keep_on(device, Kept(sessions=sessions, **more))  # type: ignore[arg-type]
    return device


def test_nothing_arrives_from_somebody_who_does_not_share(patient: Patient) -> None:
    share_if_agreed(device_with(*WORSE))
    assert queries.history_of(patient).sessions == ()


def test_sessions_and_scores_arrive_as_they_were(patient: Patient) -> None:
    start_sharing(device_with(*WORSE, weekly=(score(0, 6), score(7, 5))), patient)
    assert queries.history_of(patient).sessions == WORSE
    assert queries.weekly_scores_of(patient) == (score(0, 6), score(7, 5))


def test_sharing_again_changes_nothing(patient: Patient) -> None:
    device = device_with(*WORSE, weekly=(score(0, 6),), program=plans.packed(PLAIN))
    start_sharing(device, patient)
    share_if_agreed(device)
    share_if_agreed(device)
    assert patient.sessions.count() == 2
    assert patient.weekly_scores.count() == 1
    assert patient.programs.count() == 1


def test_the_clinic_keeps_sessions_the_device_no_longer_holds(patient: Patient) -> None:
    device = device_with(*WORSE)
    start_sharing(device, patient)
    keep_on(device, Kept(sessions=WORSE[1:], dropped=1))
    share_if_agreed(device)
    assert queries.history_of(patient).sessions == WORSE


def test_after_stopping_new_sessions_stay_on_the_device(patient: Patient) -> None:
    device = device_with(WORSE[0])
    start_sharing(device, patient)
    stop_sharing(device)
    keep_on(device, Kept(sessions=WORSE))
    share_if_agreed(device)
    assert queries.history_of(patient).sessions == WORSE[:1]


def test_one_session_id_cannot_take_the_place_of_another_patients(
    patient: Patient, another_patient: Patient
) -> None:
    start_sharing(device_with(session(1, Feeling.WORSE)), patient)
    start_sharing(device_with(session(1, Feeling.BETTER)), another_patient)
    assert queries.history_of(patient).sessions[0].feeling is Feeling.WORSE
    assert queries.history_of(another_patient).sessions[0].feeling is Feeling.BETTER


def test_the_history_raises_the_rules_of_care(patient: Patient) -> None:
    start_sharing(device_with(session(1, Feeling.WORSE, stopped=Stopped.PAIN)), patient)
    reasons = triggered_rules(queries.history_of(patient))
    assert reasons[0].rule.id == "stopped_for_pain"


def test_after_a_therapist_helped_the_rules_rest(patient: Patient, therapist: Staff) -> None:
    start_sharing(device_with(*WORSE), patient)
    services.record_help(
        therapist, patient, "Called her.", at=WORSE[-1].started_at + timedelta(hours=2)
    )
    assert triggered_rules(queries.history_of(patient)) == []
    assert AuditEntry.objects.get().action == "patient.helped"


def test_many_histories_are_read_in_a_few_queries(
    patient: Patient, another_patient: Patient
) -> None:
    start_sharing(device_with(*WORSE), patient)
    start_sharing(device_with(*WORSE), another_patient)
    with CaptureQueriesContext(connection) as captured:
        histories = queries.histories_of(Patient.objects.all())
    assert [len(history.sessions) for history in histories.values()] == [2, 2]
    assert len(captured) == 10


def test_the_therapists_program_is_in_force_and_written_down(
    patient: Patient, therapist: Staff
) -> None:
    device = device_with(program=plans.packed(PLAIN))
    start_sharing(device, patient)
    supine = plans.planned_stretch(Stretch.SUPINE, Side.RIGHT, 2)
    services.change_program(therapist, patient, [supine], 3, "Only this one for now.")
    share_if_agreed(device)
    in_force = queries.program_of(patient)
    assert in_force is not None
    program = plans.as_program(in_force)
    assert [planned.sides[0] for planned in program.stretches] == [Side.RIGHT]
    assert program.minutes_a_session == 4
    assert str(program.why) == "Only this one for now."
    assert AuditEntry.objects.get().patient == patient


@pytest.mark.parametrize(("minutes", "days"), [(0, 4), (6, 4), (3, 0), (3, 8)])
def test_a_therapist_cannot_set_a_dose_outside_the_rules(
    patient: Patient, therapist: Staff, minutes: int, days: int
) -> None:
    supine = plans.planned_stretch(Stretch.SUPINE, Side.LEFT, minutes)
    with pytest.raises(ValueError, match="between 1 and"):
        services.change_program(therapist, patient, [supine], days)
    assert queries.program_of(patient) is None


def test_a_device_that_sends_all_of_it_again_costs_no_more_than_one_with_little(
    patient: Patient,
) -> None:
    """It sends everything with each session, for months."""

    def queries_to_send_again(kept: Kept) -> int:
        services.keep_shared_program(patient, pack(kept))
        with CaptureQueriesContext(connection) as queries:
            services.keep_shared_program(patient, pack(kept))
        return sum("session" in query["sql"] or "score" in query["sql"] for query in queries)

    little = Kept(sessions=(session(0),), weekly=(score(0, 4),))
    much = Kept(
        sessions=tuple(session(day) for day in range(30)),
        weekly=tuple(score(7 * week, 4) for week in range(8)),
    )
    assert queries_to_send_again(much) == queries_to_send_again(little)
    assert patient.sessions.count() == 30
