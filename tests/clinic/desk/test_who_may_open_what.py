"""Each page of the desk opens to the roles it is for, and to nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.desk.models import FollowUpEntry, QueueItem
from guywire.clinic.desk.urls import urlpatterns
from guywire.clinic.insurance.models import Payer
from guywire.clinic.insurance.services import save_coverage
from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.services import write_to_staff
from guywire.clinic.people.models import (
    AuditEntry,
    Patient,
    PatientJoin,
    Role,
    Staff,
    StaffSession,
)
from guywire.clinic.people.services import ask_to_delete
from guywire.clinic.visits.models import Absence, Availability, Visit, VisitChange, WaitingEntry
from guywire.clinic.welcome.models import Notice
from guywire.clinic.welcome.services import ask, write_notice
from tests.cast import PASSWORD, as_if_first, make_staff, signed_in

pytestmark = pytest.mark.django_db
THERAPIST, FRONT, OWNER = Role.THERAPIST, Role.FRONT_DESK, Role.OWNER

# Method, address, who may.
PAGES = (
    ("get", "/desk/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/needs-me/", {THERAPIST, OWNER}),
    ("get", "/desk/needs-me/{entry}/snooze/", {THERAPIST, OWNER}),
    ("post", "/desk/needs-me/{entry}/seen/", {THERAPIST, OWNER}),
    ("post", "/desk/needs-me/{entry}/take-over/", {THERAPIST, OWNER}),
    ("post", "/desk/needs-me/{entry}/end-snooze/", {THERAPIST, OWNER}),
    ("get", "/desk/diary/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/version/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/my/news/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/my/news/settings/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/my/calendar/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/my/calendar/new-link/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/my/calendar/end-link/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/my/sessions/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/my/sessions/{session}/end/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/my/sessions/end-others/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/staff/{colleague}/end-sessions/", {OWNER}),
    ("get", "/desk/numbers/", {OWNER}),
    ("post", "/desk/numbers/count/", {OWNER}),
    ("post", "/desk/numbers/export/", {OWNER}),
    ("post", "/desk/lists/people/export/", {OWNER}),
    ("get", "/desk/waiting/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/waiting/{waiting}/remove/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/waiting/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/time-off/new/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/time-off/{absence}/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/time-off/{absence}/remove/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/to-move/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/new/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/{visit}/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/{visit}/move/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/visits/{visit}/attended/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/visits/{visit}/no-show/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/{visit}/repeat/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/visits/{visit}/cancel-series/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/visits/{visit}/note/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/timeline/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/print/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/chart.pdf", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/program.pdf", {THERAPIST, OWNER}),
    ("get", "/desk/visits/{visit}/room/", {THERAPIST, OWNER}),
    ("post", "/desk/visits/{visit}/room/poll/", {THERAPIST, OWNER}),
    ("post", "/desk/visits/{visit}/room/admit/", {THERAPIST, OWNER}),
    ("post", "/desk/visits/{visit}/room/reading/", {THERAPIST, OWNER}),
    ("post", "/desk/visits/{visit}/cancel/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/visits/{visit}/undo/{change}/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/walk-in/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/queue/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/queue/{item}/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/queue/{item}/assign/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/queue/{item}/attempt/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/queue/{item}/take-time/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/queue/{item}/decline/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/outbox/{message}/retry/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/outbox/{message}/give-up/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/messages/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/texts/on/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/texts/off/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/messages/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/messages/assign/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/messages/reopen/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/messages/withdraw-link/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/questions/{question}/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/questions/{question}/reopen/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/new/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/edit/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/join/{patient}/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/joins/{join}/undo/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/patients/{patient}/", {THERAPIST, FRONT, OWNER}),
    ("post", "/desk/patients/{patient}/helped/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/program/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/measure/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/measure/{measured}/", {THERAPIST, OWNER}),
    ("get", "/desk/patients/{patient}/insurance/", {FRONT, OWNER}),
    ("get", "/desk/insurance/{coverage}/", {FRONT, OWNER}),
    ("post", "/desk/insurance/{coverage}/show/", {FRONT, OWNER}),
    ("post", "/desk/insurance/{coverage}/remove/", {FRONT, OWNER}),
    ("get", "/desk/notices/", {FRONT, OWNER}),
    ("get", "/desk/notices/new/", {FRONT, OWNER}),
    ("get", "/desk/notices/{notice}/", {FRONT, OWNER}),
    ("post", "/desk/notices/{notice}/take-down/", {FRONT, OWNER}),
    ("get", "/desk/rules/", {THERAPIST, OWNER}),
    ("get", "/desk/practice/", {OWNER}),
    ("get", "/desk/practice/opening-hours/", {OWNER}),
    ("get", "/desk/practice/therapist-week/", {OWNER}),
    ("get", "/desk/practice/logo/", {OWNER}),
    ("post", "/desk/practice/logo/remove/", {OWNER}),
    ("get", "/desk/practice/color/", {OWNER}),
    ("post", "/desk/practice/color/remove/", {OWNER}),
    ("get", "/desk/practice/photo/{therapist}/", {OWNER}),
    ("post", "/desk/practice/photo/{therapist}/remove/", {OWNER}),
    ("get", "/desk/practice/hours/new/", {OWNER}),
    ("get", "/desk/practice/hours/{hours}/", {OWNER}),
    ("post", "/desk/practice/hours/{hours}/remove/", {OWNER}),
    ("post", "/desk/visits/{visit}/withdraw-link/", {THERAPIST, FRONT, OWNER}),
    ("get", "/desk/privacy/", {OWNER}),
    ("post", "/desk/privacy/{asked}/answer/", {OWNER}),
    ("get", "/desk/patients/{patient}/delete/", {OWNER}),
    ("post", "/desk/patients/{patient}/data.json", {OWNER}),
    ("get", "/desk/trail/", {OWNER}),
    ("post", "/desk/trail/export/", {OWNER}),
    ("get", "/desk/staff/", {OWNER}),
    ("post", "/desk/staff/{colleague}/invite/", {OWNER}),
    ("post", "/desk/staff/{colleague}/role/", {OWNER}),
    ("post", "/desk/staff/{colleague}/on/", {OWNER}),
    ("post", "/desk/staff/{colleague}/off/", {OWNER}),
    ("post", "/desk/staff/{colleague}/second-step/", {OWNER}),
)


@pytest.fixture
def known(patient: Patient, past_visit: Visit, front_desk: Staff) -> dict[str, object]:
    """Something behind each address, so that a refusal is a refusal and not a missing page."""
    question = ask("help", uuid4(), name="A", phone="+15035550100", text="x", body_part="back")
    notice: Notice = write_notice(
        front_desk, text="x", from_day=past_visit.starts_local.date(), until_day=None
    )
    colleague = make_staff("colleague@example.org", "Col League", Role.FRONT_DESK)
    measured = SharedCheck.objects.create(
        patient=patient,
        check_id=uuid4(),
        started_at=past_visit.starts_at,
        screened_at=past_visit.starts_at,
        measured_by=front_desk,
    )
    return {
        "measured": measured.check_id,
        "visit": past_visit.public_id,
        "patient": patient.public_id,
        "question": question.pk,
        "coverage": save_coverage(
            patient, front_desk, Payer.objects.create(name="Acme"), "W12345678"
        ).pk,
        "item": QueueItem.objects.get(question=question).pk,
        "entry": FollowUpEntry.objects.get(question=question).pk,
        "notice": notice.pk,
        "message": write_to_staff(Kind.INVITATION, colleague.email, colleague).pk,
        "colleague": colleague.pk,
        "hours": Availability.objects.all()[0].pk,
        "join": PatientJoin.objects.create(
            patient=patient, double=patient, staff=front_desk, moved={}, filled=[]
        ).pk,
        "waiting": WaitingEntry.objects.create(
            patient=patient, until=past_visit.starts_local.date()
        ).pk,
        "absence": Absence.objects.create(
            therapist=past_visit.therapist,
            starts_at=past_visit.starts_at,
            ends_at=past_visit.ends_at,
        ).pk,
        "change": VisitChange.objects.create(
            visit=past_visit, action="late", before={"status": "booked"}
        ).pk,
        "asked": ask_to_delete(patient, by_sharing=True).pk,
        "session": 0,
        "therapist": past_visit.therapist.pk,
    }


def test_the_table_names_every_page_of_the_desk() -> None:
    def written(address: str) -> str:
        filled = dict.fromkeys(("visit", "patient", "measured"), uuid4())
        numbers = dict.fromkeys(
            (
                "question",
                "notice",
                "colleague",
                "hours",
                "entry",
                "message",
                "asked",
                "join",
                "change",
                "absence",
                "waiting",
                "item",
                "coverage",
                "session",
                "therapist",
            ),
            1,
        )
        return resolve(address.format(**filled, **numbers)).route

    assert {written(address) for _, address, _ in PAGES} == {
        f"desk/{pattern.pattern}" for pattern in urlpatterns
    }


@pytest.mark.parametrize("role", Role)
def test_a_page_opens_only_to_its_roles(known: dict[str, object], role: Role) -> None:
    client = signed_in(make_staff("me@example.org", "Me", role))
    known["session"] = StaffSession.objects.get(staff__email="me@example.org").pk
    for method, address, allowed in PAGES:
        with as_if_first(client) as alone:
            response = getattr(alone, method)(address.format(**known))
        if role in allowed:
            assert response.status_code in (200, 204, 302, 409), address
        else:
            assert response.status_code == 403, address
            assert "You cannot open this page" in response.content.decode(), address


@pytest.mark.parametrize("role", Role)
def test_no_form_takes_what_a_role_may_not_send(known: dict[str, object], role: Role) -> None:
    """The form of a page is sent to the same address, so both ways are tried at each of them."""
    client = signed_in(make_staff("me@example.org", "Me", role))
    known["session"] = StaffSession.objects.get(staff__email="me@example.org").pk
    refused = [address for _, address, allowed in PAGES if role not in allowed]
    rows = AuditEntry.objects.exclude(action="page.refused").count()
    for address in refused:
        answers = {client.get(address.format(**known)).status_code}
        answers.add(client.post(address.format(**known)).status_code)
        assert 403 in answers, address
        assert answers <= {403, 405}, address
    assert AuditEntry.objects.exclude(action="page.refused").count() == rows
    assert (role is Role.OWNER) is (refused == [])


def test_an_outsider_is_asked_to_sign_in(outsider: Client, known: dict[str, object]) -> None:
    for method, address, _ in PAGES:
        with as_if_first(outsider) as alone:
            response = getattr(alone, method)(address.format(**known))
        assert response.status_code == 302, address
        assert response["Location"].startswith("/accounts/login/"), address


def test_a_password_without_a_second_step_opens_nothing(known: dict[str, object]) -> None:
    half = Staff.objects.create_user("half@example.org", PASSWORD, name="Half", role=Role.OWNER)
    client = signed_in(half)
    for method, address, _ in PAGES:
        with as_if_first(client) as alone:
            response = getattr(alone, method)(address.format(**known))
        assert response.get("Location") == "/accounts/2fa/totp/activate/", address


def test_following_a_link_never_acts(as_owner: Client, known: dict[str, object]) -> None:
    for method, address, _ in PAGES:
        if method == "post":
            with as_if_first(as_owner) as alone:
                assert alone.get(address.format(**known)).status_code == 405, address


NOT_IN_MENU = {"/desk/", "/desk/version/"}


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_only_what_opens(known: dict[str, object], role: Role) -> None:
    client = signed_in(make_staff("me@example.org", "Me", role))
    page = client.get("/desk/").content.decode()
    for method, address, allowed in PAGES:
        if method == "get" and address.count("/") == 3 and address not in NOT_IN_MENU:
            assert (f'href="{address}"' in page) is (role in allowed), address


@pytest.mark.parametrize(
    "address",
    [
        "/desk/questions/99999999999999999999999/",
        "/desk/patients/00000000-0000-4000-8000-000000000000/",
        "/desk/visits/00000000-0000-4000-8000-000000000000/",
        "/desk/notices/999999/",
    ],
)
def test_an_address_made_up_is_a_missing_page(as_owner: Client, address: str) -> None:
    assert as_owner.get(address).status_code == 404


def test_pages_of_the_desk_are_never_kept_by_a_browser(as_owner: Client, patient: Patient) -> None:
    response = as_owner.get(f"/desk/patients/{patient.public_id}/")
    assert response["Cache-Control"] == "no-store"
