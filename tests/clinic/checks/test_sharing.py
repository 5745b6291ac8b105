"""The check reaches the clinic only when the person shares, and once however often they do."""

from dataclasses import replace

import pytest
from django.test import Client

from guywire.care.history import STANDARD_THRESHOLDS, Thresholds
from guywire.care.screening_items import SAFETY_PAGES
from guywire.clinic.checks import queries, services
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.record import Check, check_on
from guywire.clinic.people import sharing
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from tests.clinic.checks.walk import answer_safety_page, whole_check

pytestmark = pytest.mark.django_db


def device(client: Client) -> DeviceRecord:
    return DeviceRecord({name: morsel.value for name, morsel in client.cookies.items()})


def check_of(client: Client) -> Check:
    check = check_on(device(client))
    assert check is not None
    return check


def test_a_check_that_was_not_shared_is_nowhere_in_the_database(outsider: Client) -> None:
    whole_check(outsider)
    assert not SharedCheck.objects.exists()


def test_sharing_gives_the_clinic_the_very_check(outsider: Client, patient: Patient) -> None:
    whole_check(outsider, "knee_hurts_bent")
    sharing.start_sharing(device(outsider), patient)
    assert queries.latest_check(patient) == replace(check_of(outsider), goal="")


def test_sharing_twice_keeps_one(outsider: Client, patient: Patient) -> None:
    whole_check(outsider)
    for _ in range(2):
        services.keep_shared_check(patient, check_of(outsider).to_json())
    assert SharedCheck.objects.count() == 1


def test_a_changed_check_replaces_what_was_shared(outsider: Client, patient: Patient) -> None:
    whole_check(outsider)
    check = check_of(outsider)
    services.keep_shared_check(patient, check.to_json())
    services.keep_shared_check(patient, replace(check, steps=9000).to_json())
    latest = queries.latest_check(patient)
    assert latest is not None
    assert latest.steps == 9000


def test_one_patient_never_sees_the_check_of_another(
    outsider: Client, patient: Patient, another_patient: Patient
) -> None:
    whole_check(outsider)
    services.keep_shared_check(patient, check_of(outsider).to_json())
    assert queries.latest_check(another_patient) is None
    assert queries.checks_of(another_patient) == []


def test_a_shared_red_flag_is_what_the_rules_look_at(outsider: Client, patient: Patient) -> None:
    outsider.post("/check/")
    answer_safety_page(outsider, SAFETY_PAGES[0], "fever")
    services.keep_shared_check(patient, check_of(outsider).to_json())
    [taken] = queries.screenings_of(patient)
    assert [flag.id for flag in taken.screening.red_flags] == ["fever"]


def test_the_numbers_of_the_rules_are_the_standard_ones_until_somebody_changes_them(
    therapist: Staff,
) -> None:
    assert queries.current_thresholds() == STANDARD_THRESHOLDS
    services.change_thresholds(therapist, Thresholds(worse_in_a_row=3))
    assert queries.current_thresholds().worse_in_a_row == 3


def test_each_change_of_a_rule_is_recorded_with_before_and_after(therapist: Staff) -> None:
    services.change_thresholds(therapist, Thresholds(worse_in_a_row=3))
    services.change_thresholds(therapist, Thresholds(worse_in_a_row=3))
    [entry] = AuditEntry.objects.all()
    assert (entry.staff, entry.action) == (therapist, "rules changed")
    assert entry.detail["before"]["worse_in_a_row"] == 2
    assert entry.detail["after"]["worse_in_a_row"] == 3
