"""What the rules say of a person is written when something arrives, and grows old by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.clinic.desk import follow_up
from guywire.clinic.desk.models import FollowUpEntry, Outcome, RuleClosure
from guywire.clinic.desk.queries import follow_up_list, snoozed_list, stopped_list
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.programs.services import record_help
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.services import cancel
from guywire.clinic.welcome.services import ask
from guywire.site.jobs import JOBS
from tests.cast import signed_in
from tests.clinic.desk.histories import checked, felt

pytestmark = pytest.mark.django_db


def entry_of(patient: Patient) -> FollowUpEntry:
    return FollowUpEntry.objects.get(patient=patient)


def rules_of(patient: Patient) -> list[str]:
    return [rule.id for rule, _ in entry_of(patient).rules]


def later(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_a_rule_a_therapist_dealt_with_is_closed_as_handled(
    patient: Patient, therapist: Staff
) -> None:
    felt(patient, "worse", "worse")
    record_help(therapist, patient, "Called.")
    closure = RuleClosure.objects.get(patient=patient)
    assert (closure.rule, closure.outcome) == ("worse_running", Outcome.HANDLED)


def test_a_rule_that_is_no_longer_true_is_closed_as_that(patient: Patient) -> None:
    felt(patient, "worse", "worse")
    felt(patient, "better")
    closure = RuleClosure.objects.get(patient=patient)
    assert (closure.rule, closure.outcome) == ("worse_running", Outcome.NO_LONGER)


def test_time_alone_turns_worse_into_stopped_and_stopped_into_nothing(patient: Patient) -> None:
    felt(patient, "worse", "worse")
    with later(62):
        assert sum(follow_up.refresh_due()) == 1
        assert rules_of(patient) == ["stopped"]
        assert RuleClosure.objects.get().outcome == Outcome.GROWN_OLD
        assert sum(follow_up.refresh_due()) == 0
    with later(182):
        assert sum(follow_up.refresh_due()) == 1
        assert entry_of(patient).urgency is None
        assert RuleClosure.objects.first().outcome == Outcome.GROWN_OLD


def test_a_patient_without_an_entry_is_given_one(patient: Patient) -> None:
    felt(patient, "worse", "worse")
    FollowUpEntry.objects.all().delete()
    assert sum(follow_up.refresh_due()) == 1
    assert rules_of(patient) == ["worse_running"]


def test_recheck_finds_an_entry_that_disagrees_with_the_rules(patient: Patient) -> None:
    felt(patient, "worse", "worse")
    assert [differ for _, differ in follow_up.recheck()] == [[]]
    FollowUpEntry.objects.update(urgency=None, triggered=[])
    assert [differ for _, differ in follow_up.recheck()] == [[patient]]
    follow_up.refresh([patient])
    assert [differ for _, differ in follow_up.recheck()] == [[]]


def test_a_question_from_before_somebody_was_a_patient_becomes_theirs(clinic: object) -> None:
    ask("help", uuid4(), name="Nora Bell", phone="+15035550123", text="It hurts.")
    nora = Patient.objects.create(name="nora bell", phone="+15035550123")
    checked(nora)
    assert rules_of(nora) == ["asked"]
    assert [entry.patient for entry in follow_up_list()] == [nora]


def test_a_question_two_patients_could_have_asked_stays_a_strangers(clinic: object) -> None:
    for _ in range(2):
        Patient.objects.create(name="Nora Bell", phone="+15035550123")
    question = ask("help", uuid4(), name="Nora Bell", phone="+15035550123", text="It hurts.")
    assert [entry.question for entry in follow_up_list()] == [question]


def test_the_person_is_on_the_list_of_the_therapist_who_sees_them(
    patient: Patient, therapist: Staff, visit: Visit
) -> None:
    felt(patient, "worse", "worse")
    assert [entry.patient for entry in follow_up_list(therapist)] == [patient]
    cancel(visit)
    assert not follow_up_list(therapist)


def test_a_person_taken_over_stays_with_whoever_took_them(
    patient: Patient, owner: Staff, visit: Visit
) -> None:
    felt(patient, "worse", "worse")
    follow_up.take_over(entry_of(patient), owner)
    felt(patient, "worse")
    cancel(visit)
    assert [entry.patient for entry in follow_up_list(owner)] == [patient]


def test_a_snoozed_person_is_back_on_their_day(patient: Patient, therapist: Staff) -> None:
    felt(patient, "worse", "worse")
    today = timezone.localdate()
    follow_up.snooze(entry_of(patient), therapist, today + timedelta(days=7), "On vacation")
    assert not follow_up_list()
    assert [entry.snooze_reason for entry in snoozed_list()] == ["On vacation"]
    with later(8):
        assert [entry.patient for entry in follow_up_list()] == [patient]


def test_anything_new_ends_a_snooze(patient: Patient, therapist: Staff) -> None:
    felt(patient, "worse", "worse", "worse")
    entry = entry_of(patient)
    follow_up.snooze(entry, therapist, timezone.localdate() + timedelta(days=7), "On vacation")
    felt(patient, "worse")
    assert not follow_up_list()
    checked(patient, "fever")
    assert [entry.patient for entry in follow_up_list()] == [patient]


def test_each_act_on_the_page_is_done_and_recorded(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    at = f"/desk/needs-me/{entry_of(patient).pk}/"
    as_therapist.post(f"{at}seen/")
    as_therapist.post(f"{at}take-over/")
    until = timezone.localdate() + timedelta(days=3)
    answer = as_therapist.post(f"{at}snooze/?whose=mine", {"until": until, "reason": "Away"})
    assert answer["Location"] == "/desk/needs-me/?whose=mine"
    entry = entry_of(patient)
    assert (entry.seen_by, entry.staff, entry.snoozed_until) == (therapist, therapist, until)
    as_therapist.post(f"{at}end-snooze/")
    assert [entry.patient for entry in follow_up_list(therapist)] == [patient]
    actions = AuditEntry.objects.filter(action__startswith="follow_up").values_list("action")
    assert {action for (action,) in actions} == {
        "follow_up.seen",
        "follow_up.take_over",
        "follow_up.snooze",
        "follow_up.end_snooze",
    }


def test_a_snooze_needs_a_day_ahead_and_a_reason(as_therapist: Client, patient: Patient) -> None:
    felt(patient, "worse", "worse")
    at = f"/desk/needs-me/{entry_of(patient).pk}/snooze/"
    page = as_therapist.post(at, {"until": "2020-01-01", "reason": ""}).content.decode()
    assert "Choose a day after today" in page
    assert "Write the reason" in page
    assert entry_of(patient).snoozed_until is None


def test_the_front_desk_cannot_act_on_the_list(as_front_desk: Client, patient: Patient) -> None:
    felt(patient, "worse", "worse")
    at = f"/desk/needs-me/{entry_of(patient).pk}/"
    assert as_front_desk.get("/desk/needs-me/").status_code == 403
    for action in ("seen", "take-over", "end-snooze", "snooze"):
        assert as_front_desk.post(f"{at}{action}/").status_code == 403


def test_the_list_has_pages_of_25_people(as_therapist: Client, clinic: object) -> None:
    for number in range(26):
        checked(Patient.objects.create(name=f"Person {number:02}", phone="+15035550100"), "fever")
    first = as_therapist.get("/desk/needs-me/").content.decode()
    second = as_therapist.get("/desk/needs-me/?page=2").content.decode()
    assert first.count("row__name") == 25
    assert second.count("row__name") == 1
    assert "26 to 26 of 26" in second


def test_new_numbers_in_the_rules_close_what_no_longer_holds_as_that(
    as_therapist: Client, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    numbers = {
        "worse_in_a_row": "3",
        "sessions_without_better": "3",
        "weeks_without_change": "2",
        "days_until_stopped": "60",
        "days_until_closed": "180",
    }
    as_therapist.post("/desk/rules/", numbers)
    assert RuleClosure.objects.get().outcome == Outcome.RULE_CHANGED
    assert not follow_up_list()


def test_the_worker_refreshes_the_list() -> None:
    assert follow_up.refresh_next in [job.run for job in JOBS]


def test_who_stopped_is_a_list_of_its_own_the_latest_first(
    therapist: Staff, patient: Patient, another_patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    with later(10):
        felt(another_patient, "better")
    assert list(stopped_list()) == []
    with later(75):
        assert sum(follow_up.refresh_due()) == 2
        assert [entry.patient for entry in stopped_list()] == [another_patient, patient]
        page = signed_in(therapist).get("/desk/needs-me/?whose=stopped").content.decode()
        assert "Stopped (2)" in page
        assert page.index(another_patient.name) < page.index(patient.name)
        felt(patient, "better")
        assert [entry.patient for entry in stopped_list()] == [another_patient]


def test_done_with_what_was_done_from_the_list_comes_back_to_its_page(
    as_therapist: Client, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    assert "What you did" in as_therapist.get("/desk/needs-me/?whose=all").content.decode()
    address = f"/desk/patients/{patient.public_id}/helped/?whose=all&page=2"
    page = as_therapist.post(address, {"from_list": "yes", "words": ""}).content.decode()
    assert "so that colleagues know" in page
    done = as_therapist.post(address, {"from_list": "yes", "words": "Called, lighter hold"})
    assert done["Location"] == "/desk/needs-me/?whose=all&page=2"
    assert RuleClosure.objects.get().outcome == Outcome.HANDLED
    assert patient.help_given.get().words == "Called, lighter hold"
