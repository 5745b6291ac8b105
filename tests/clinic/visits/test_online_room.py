"""An online visit has a room of its own, for two people, and only while the visit lasts."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.desk import keeping
from guywire.clinic.people.models import AuditEntry, Patient
from guywire.clinic.visits import links
from guywire.clinic.visits.models import Room, RoomSignal, Status, Therapist, Visit
from guywire.clinic.visits.services.attendance import undo
from tests.cast import signed_in
from tests.clinic.visits.conftest import make_therapist

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(clinic: object) -> Therapist:
    dana = make_therapist("Dana Whitfield", online=True)
    Therapist.objects.update(uses_own_link=False)
    dana.refresh_from_db()
    return dana


@pytest.fixture
def visit(patient: Patient, dana: Therapist) -> Visit:
    return Visit.objects.create(
        patient=patient,
        therapist=dana,
        zone="America/Los_Angeles",
        starts_at=timezone.now() + timedelta(minutes=10),
    )


def address(visit: Visit, rest: str = "") -> str:
    return f"/visits/{links.token_of(visit)}/room/{rest}"


def desk(visit: Visit, rest: str = "") -> str:
    return f"/desk/visits/{visit.public_id}/room/{rest}"


def moved(visit: Visit, **change: Any) -> Visit:
    starts_at = timezone.now() + timedelta(**change)
    Visit.objects.filter(pk=visit.pk).update(starts_at=starts_at)
    return visit


def ask(
    client: Client, where: str, *signals: tuple[str, str], page: str = "a", **more: Any
) -> dict[str, Any]:
    content = {"page": page, "after": 0, "signals": []} | more
    content["signals"] = [{"kind": kind, "body": body} for kind, body in signals]
    answer = client.post(where, json.dumps(content), content_type="application/json")
    return answer.json() | {"status": answer.status_code}


@pytest.fixture
def both(visit: Visit, dana: Therapist, outsider: Client) -> tuple[Client, Client]:
    """The person in the waiting room, and their therapist."""
    return outsider, signed_in(dana.staff)


def test_the_private_page_has_a_way_in_from_a_quarter_of_an_hour_before(
    outsider: Client, visit: Visit
) -> None:
    page = f"/visits/{links.token_of(visit)}/"
    assert address(visit) in outsider.get(page).content.decode()
    moved(visit, minutes=-20)
    assert address(visit) in outsider.get(page).content.decode()
    moved(visit, minutes=16)
    assert address(visit) not in outsider.get(page).content.decode()
    assert "it has a button to join" in outsider.get(page).content.decode()


@pytest.mark.parametrize("change", [{"minutes": 16}, {"days": 1}, {"minutes": -61}, {"days": -1}])
def test_at_another_time_there_is_no_room(
    both: tuple[Client, Client], visit: Visit, change: dict[str, int]
) -> None:
    moved(visit, **change)
    person, therapist = both
    assert person.get(address(visit)).status_code == 302
    assert ask(person, address(visit, "poll/"))["state"] == "closed"
    assert therapist.get(desk(visit)).status_code == 302
    assert ask(therapist, desk(visit, "poll/"))["state"] == "closed"
    therapist.post(desk(visit, "admit/"))
    assert not Room.objects.exists()


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.NO_SHOW])
def test_a_canceled_visit_has_no_room(
    both: tuple[Client, Client], visit: Visit, status: Status
) -> None:
    Visit.objects.update(status=status)
    for client, where in zip(both, (address(visit), desk(visit)), strict=True):
        assert client.get(where).status_code == 302
        assert ask(client, f"{where}poll/")["state"] == "closed"


def test_a_therapist_with_a_link_of_their_own_meets_there(outsider: Client, visit: Visit) -> None:
    Therapist.objects.update(uses_own_link=True)
    page = outsider.get(f"/visits/{links.token_of(visit)}/").content.decode()
    assert "https://video.example.org/dana" in page
    assert outsider.get(address(visit)).status_code == 302


def test_each_side_reads_whom_to_call_when_it_does_not_work(
    both: tuple[Client, Client], visit: Visit
) -> None:
    person, therapist = both
    theirs, ours = (person.get(address(visit)), therapist.get(desk(visit)))
    assert '<a href="tel:+15035550142">Call us: (503) 555-0142.</a>' in theirs.content.decode()
    assert '<a href="tel:+15035550111">Call (503) 555-0111.</a>' in ours.content.decode()
    assert f"{visit.patient.name} is in the waiting room." in ours.content.decode()


def test_without_the_private_link_there_is_no_way_in(outsider: Client, visit: Visit) -> None:
    forged = f"/visits/{visit.public_id.hex}:forged/room/"
    assert outsider.get(forged).status_code == 404
    assert outsider.post(f"{forged}poll/").status_code == 404
    old = address(visit)
    links.withdraw(visit)
    assert outsider.get(old).status_code == 404


def test_the_front_desk_stays_outside(as_front_desk: Client, visit: Visit) -> None:
    assert "Open the room" not in as_front_desk.get(desk(visit)[:-5]).content.decode()
    assert as_front_desk.get(desk(visit)).status_code == 403
    for act in ("poll/", "admit/", "reading/"):
        assert as_front_desk.post(desk(visit, act)).status_code == 403


def test_the_person_waits_until_the_therapist_lets_them_in(
    both: tuple[Client, Client], visit: Visit
) -> None:
    person, therapist = both
    assert "Open the room" in therapist.get(desk(visit)[:-5]).content.decode()
    assert ask(person, address(visit, "poll/"))["state"] == "waiting"
    assert ask(therapist, desk(visit, "poll/"), page="b")["other"] == "a"
    therapist.post(desk(visit, "admit/"))
    answer = ask(person, address(visit, "poll/"))
    assert (answer["state"], answer["other"]) == ("open", "b")
    assert AuditEntry.objects.filter(action="room.admit", patient=visit.patient).exists()


def test_a_signal_reaches_the_other_and_is_gone_once_fetched(
    both: tuple[Client, Client], visit: Visit
) -> None:
    person, therapist = both
    ask(therapist, desk(visit, "poll/"), page="b")
    ask(person, address(visit, "poll/"), ("text", "Can you hear me?"))
    assert ask(person, address(visit, "poll/"))["signals"] == []
    (signal,) = ask(therapist, desk(visit, "poll/"), page="b")["signals"]
    assert signal["body"] == "Can you hear me?"
    ask(therapist, desk(visit, "poll/"), page="b", after=signal["id"])
    assert not RoomSignal.objects.exists()


def test_a_page_opened_later_takes_the_seat(both: tuple[Client, Client], visit: Visit) -> None:
    person, _therapist = both
    ask(person, address(visit, "poll/"), page="old", is_new=True)
    ask(person, address(visit, "poll/"), page="new", is_new=True)
    assert ask(person, address(visit, "poll/"), page="old")["state"] == "replaced"
    assert ask(person, address(visit, "poll/"), page="new")["state"] == "waiting"


def test_hanging_up_deletes_what_was_said_and_closes_the_door(
    both: tuple[Client, Client], visit: Visit
) -> None:
    person, therapist = both
    therapist.post(desk(visit, "admit/"))
    ask(person, address(visit, "poll/"), ("text", "private"), ("candidate", "10.0.0.1"))
    ask(therapist, desk(visit, "poll/"), ("bye", ""), page="b")
    assert [signal.kind for signal in RoomSignal.objects.all()] == ["bye"]
    assert ask(person, address(visit, "poll/"))["state"] == "waiting"


def test_the_worker_deletes_the_room_when_the_visit_is_over(
    both: tuple[Client, Client], visit: Visit
) -> None:
    ask(both[0], address(visit, "poll/"), ("text", "private"))
    keeping.delete_due()
    assert RoomSignal.objects.exists()
    moved(visit, hours=-3)
    keeping.delete_due()
    assert not Room.objects.exists()
    assert not RoomSignal.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"page": "a", "after": 0}',
        '{"page": "", "after": 0, "signals": []}',
        '{"page": "a", "after": -1, "signals": []}',
        '{"page": "a", "after": 0, "signals": [{"kind": "run", "body": ""}]}',
        json.dumps({"page": "a", "after": 0, "signals": [{"kind": "text", "body": "x" * 16_001}]}),
        json.dumps({"page": "a", "after": 0, "signals": [{"kind": "text", "body": "x"}] * 41}),
    ],
)
def test_what_no_page_of_ours_says_is_refused(outsider: Client, visit: Visit, content: str) -> None:
    answer = outsider.post(address(visit, "poll/"), content, content_type="application/json")
    assert answer.status_code == 400
    assert not RoomSignal.objects.exists()


def test_a_room_holds_a_limited_number_of_signals(outsider: Client, visit: Visit) -> None:
    many = [("text", "x")] * 40
    statuses = [ask(outsider, address(visit, "poll/"), *many)["status"] for _ in range(11)]
    assert statuses == [200] * 10 + [400]


def test_only_the_room_may_ask_for_camera_and_microphone(
    both: tuple[Client, Client], visit: Visit
) -> None:
    person, therapist = both
    for client, where in ((person, address(visit)), (therapist, desk(visit))):
        policy = client.get(where).headers["Permissions-Policy"]
        assert "camera=(self)" in policy
        assert "microphone=(self)" in policy
    policy = person.get(f"/visits/{links.token_of(visit)}/").headers["Permissions-Policy"]
    assert "camera=()" in policy


def test_the_relay_gets_a_name_and_password_that_end_with_the_visit(
    both: tuple[Client, Client], visit: Visit, settings: Any
) -> None:
    outsider, therapist = both
    assert '"ice": []' in outsider.get(address(visit)).content.decode()
    assert "No relay is set up here." in therapist.get(desk(visit)).content.decode()
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.org"], "north"
    page = outsider.get(address(visit)).content.decode()
    data = json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
    (server,) = data["ice"]
    ends, _, _ = server["username"].partition(":")
    assert int(ends) == int((visit.ends_at + timedelta(minutes=30)).timestamp())
    digest = hmac.new(b"north", server["username"].encode(), hashlib.sha1).digest()
    assert server["credential"] == base64.b64encode(digest).decode()
    assert "north" not in page
    assert "No relay" not in therapist.get(desk(visit)).content.decode()
    assert visit.patient.name not in page


def test_a_reading_goes_into_the_chart_with_its_mark(
    both: tuple[Client, Client], visit: Visit
) -> None:
    _person, therapist = both
    for spot, angle in (("left", "12.34"), ("left", "14"), ("pelvis", "-3")):
        answer = therapist.post(desk(visit, "reading/"), {"spot": spot, "angle": angle})
        assert "Saved in the chart" in answer.json()["text"]
    check = SharedCheck.objects.get()
    assert (check.measured_by, check.is_remote) == (visit.therapist.staff, True)
    assert (check.sides, check.standing) == ({"left": {"thigh": [12.3, 14.0]}}, [-3.0])
    timeline = f"/desk/patients/{visit.patient.public_id}/timeline/"
    assert "in an online visit" in therapist.get(timeline).content.decode()
    assert AuditEntry.objects.filter(action="check.remote_reading").count() == 3


@pytest.mark.parametrize(
    ("spot", "angle"), [("left", "71"), ("left", ""), ("left", "nan"), ("nose", "3"), ("left", "x")]
)
def test_a_reading_that_cannot_be_is_refused_in_a_sentence(
    both: tuple[Client, Client], visit: Visit, spot: str, angle: str
) -> None:
    answer = both[1].post(desk(visit, "reading/"), {"spot": spot, "angle": angle})
    assert answer.status_code == 400
    assert answer.json()["text"].endswith(".")
    assert not SharedCheck.objects.exists()


def test_the_desk_sees_that_the_person_has_arrived_in_the_waiting_room(
    outsider: Client, visit: Visit, dana: Therapist
) -> None:
    ask(outsider, address(visit, "poll/"), is_new=True)
    visit.refresh_from_db()
    assert visit.status == Status.ARRIVED
    assert visit.changes.get(action="arrived").staff is None
    page = signed_in(dana.staff).get("/desk/").content.decode()
    assert "Arrived" in page


def test_an_arrival_that_the_desk_undid_is_not_marked_again_by_a_page_that_waits(
    outsider: Client, visit: Visit, dana: Therapist
) -> None:
    ask(outsider, address(visit, "poll/"), is_new=True)
    undo(visit.changes.get(action="arrived"), by=dana.staff)
    ask(outsider, address(visit, "poll/"))
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_the_therapist_alone_in_the_room_marks_no_arrival(visit: Visit, dana: Therapist) -> None:
    ask(signed_in(dana.staff), desk(visit, "poll/"), is_new=True)
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED
