"""Staff see the browsers they are signed in with, and end them; the owner ends a colleague's."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from guywire.clinic.desk import keeping
from guywire.clinic.people.models import AuditEntry, Staff, StaffSession
from guywire.clinic.people.staff_sessions import device_text
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/my/sessions/"


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def session_behind(client: Client) -> StaffSession:
    return StaffSession.objects.get(session_key=client.session.session_key)


def test_each_browser_is_listed_and_this_one_is_marked(therapist: Staff) -> None:
    signed_in(therapist)
    page = signed_in(therapist).get(PAGE).content.decode()
    assert page.count("Last used") == 2
    assert page.count("This browser") == 1
    assert page.count('<form method="post" action="/desk/my/sessions/') == 2


def test_a_browser_that_is_signed_out_opens_nothing_more(therapist: Staff) -> None:
    left_behind, here = signed_in(therapist), signed_in(therapist)
    here.post(f"{PAGE}{session_behind(left_behind).pk}/end/")
    assert (is_in(left_behind), is_in(here)) == (False, True)
    entry = AuditEntry.objects.get(action="session.end")
    assert (entry.staff, entry.detail["ended"]) == (therapist, therapist.pk)


def test_all_others_end_and_this_one_stays(therapist: Staff) -> None:
    others, here = [signed_in(therapist) for _ in range(2)], signed_in(therapist)
    page = here.post(f"{PAGE}end-others/", follow=True).content.decode()
    assert "2 browsers are signed out." in page
    assert [is_in(client) for client in (*others, here)] == [False, False, True]


def test_no_one_ends_the_session_of_a_colleague(
    as_therapist: Client, as_front_desk: Client, as_owner: Client
) -> None:
    theirs = session_behind(as_therapist).pk
    for client in (as_front_desk, as_owner):
        assert client.post(f"{PAGE}{theirs}/end/").status_code == 404
    as_front_desk.post(f"{PAGE}end-others/")
    assert is_in(as_therapist)


def test_the_owner_ends_all_sessions_of_a_colleague(
    therapist: Staff, as_therapist: Client, as_owner: Client
) -> None:
    page = as_owner.post(f"/desk/staff/{therapist.pk}/end-sessions/", follow=True)
    assert "Thea Rapisarda: 1 browser is signed out." in page.content.decode()
    assert not is_in(as_therapist)


def test_signing_out_takes_the_browser_off_the_list(as_therapist: Client) -> None:
    as_therapist.get("/desk/")
    as_therapist.post("/accounts/logout/")
    assert not StaffSession.objects.exists()


def test_the_worker_removes_what_is_over(as_therapist: Client) -> None:
    Session.objects.all().delete()
    keeping.delete_due()
    assert not StaffSession.objects.exists()


@pytest.mark.parametrize(
    ("user_agent", "text"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", "Chrome on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("curl/8", "A browser"),
    ],
)
def test_a_device_is_named_in_words(user_agent: str, text: str) -> None:
    assert device_text(user_agent) == text
