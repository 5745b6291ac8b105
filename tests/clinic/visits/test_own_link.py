"""The private link of a visit shows, moves and cancels that visit, and nothing else."""

import logging
import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.core.signing import Signer

from guywire.clinic.visits import services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Status, Visit, VisitCell
from guywire.site.private_logs import PrivateFormatter
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, TUESDAY_930


@pytest.fixture
def visit(monday, ana, riverside, patient) -> Visit:
    return services.book(
        patient, TUESDAY_9, place=riverside, therapist=ana, reason="Worse in the car."
    )


@pytest.fixture
def link(visit: Visit) -> str:
    return f"/visits/{token_of(visit)}/"


def test_the_link_shows_when_where_and_with_whom(outsider, link) -> None:
    page = outsider.get(link).content.decode()
    for words in ("Tuesday, March 3, 2026", "9:00 am", "Pacific time", "Ana Ruiz", "1 Riverside"):
        assert words in page


def test_the_link_tells_nothing_about_the_person(outsider, link, patient) -> None:
    page = outsider.get(link).content.decode()
    assert patient.name not in page
    assert "555-0111" not in page
    assert "Worse in the car." not in page


def test_the_page_is_not_kept_by_browsers_on_the_way_or_by_search_engines(outsider, link) -> None:
    response = outsider.get(link)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("action", ["", "cancel/", "move/", "move/?start=20260303T1730Z"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_following_a_link_changes_nothing(outsider, visit, link, action: str, method: str) -> None:
    assert getattr(outsider, method)(link + action).status_code == 200
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at, visit.sequence) == (Status.BOOKED, TUESDAY_9, 0)


def test_a_year_no_clock_shows_leads_back_to_the_times(outsider, link) -> None:
    response = outsider.get(link + "move/?start=00010101T0000Z")
    assert "visits/move.html" in [template.name for template in response.templates]


def forged_tokens(visit: Visit) -> dict[str, str]:
    token = token_of(visit)
    return {
        "the last letter changed": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "cut short": token[:-6],
        "another visit under this signature": uuid.uuid4().hex + token[32:],
        "only the id": visit.public_id.hex,
        "signed for another purpose": Signer(salt="guywire.other").sign(visit.public_id.hex),
        "signed with no purpose": Signer().sign(visit.public_id.hex),
        "a device cookie": signing.dumps({"visit": visit.public_id.hex}),
        "nonsense": "x" * 5000,
    }


@pytest.mark.parametrize("how", list(forged_tokens(Visit())))
def test_a_forged_link_opens_nothing_and_says_so(outsider, visit, how: str) -> None:
    forged = forged_tokens(visit)[how]
    for action in ("", "cancel/", "move/", "visit.ics"):
        response = outsider.get(f"/visits/{forged}/{action}")
        assert response.status_code == 404
        assert "This link does not open a visit" in response.content.decode()
    assert outsider.post(f"/visits/{forged}/cancel/").status_code == 404
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_a_link_acts_on_its_own_visit_only(
    outsider, link, visit, ana, riverside, another_patient
) -> None:
    other = services.book(another_patient, TUESDAY_10, place=riverside, therapist=ana)
    outsider.post(f"{link}cancel/", {"visit": other.pk, "public_id": other.public_id})
    other.refresh_from_db()
    assert other.status == Status.BOOKED


def test_canceling_gives_the_time_back_and_says_so(outsider, visit, link) -> None:
    page = outsider.post(f"{link}cancel/", follow=True).content.decode()
    assert "This visit is canceled" in page
    visit.refresh_from_db()
    assert (visit.status, visit.sequence, VisitCell.objects.count()) == (Status.CANCELLED, 1, 0)


def test_canceling_twice_is_canceling_once(outsider, visit, link) -> None:
    outsider.post(f"{link}cancel/")
    assert outsider.post(f"{link}cancel/", follow=True).status_code == 200
    visit.refresh_from_db()
    assert visit.sequence == 1


def test_moving_keeps_the_link_and_frees_the_old_time(outsider, visit, link, ana) -> None:
    page = outsider.post(f"{link}move/", {"start": "20260303T1800Z"}, follow=True)
    assert "The time of your visit is changed." in page.content.decode()
    assert "10:00 am" in outsider.get(link).content.decode()
    visit.refresh_from_db()
    assert (visit.starts_at, visit.sequence) == (TUESDAY_10, 1)
    assert VisitCell.objects.count() == 2


def test_moving_to_an_overlapping_time_works(visit) -> None:
    moved = services.move(visit, TUESDAY_930)
    back = services.move(moved, TUESDAY_9)
    assert (back.starts_at, back.sequence, VisitCell.objects.count()) == (TUESDAY_9, 2, 2)


def test_moving_twice_to_the_same_time_is_moving_once(outsider, visit, link) -> None:
    for _ in range(2):
        outsider.post(f"{link}move/", {"start": "20260303T1800Z"})
    visit.refresh_from_db()
    assert visit.sequence == 1


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("20260303T1800Z", "Someone else has just taken this time."),
        ("20260224T1700Z", "We do not offer this time."),
        ("20260304T1700Z", "We do not offer this time."),
        ("20260505T1600Z", "We do not offer this time."),
        ("soon", "We do not offer this time."),
        ("", "We do not offer this time."),
    ],
)
def test_a_move_that_cannot_be_leaves_the_visit_where_it_was(
    outsider, visit, link, ana, riverside, another_patient, start: str, sentence: str
) -> None:
    services.book(another_patient, TUESDAY_10, place=riverside, therapist=ana)
    page = outsider.post(f"{link}move/", {"start": start}, follow=True).content.decode()
    assert sentence in page
    assert "The time of your visit has not changed." in page
    visit.refresh_from_db()
    assert (visit.starts_at, visit.sequence) == (TUESDAY_9, 0)


@pytest.mark.parametrize("action", ["cancel/", "move/"])
def test_a_visit_that_has_begun_can_no_longer_be_changed(
    outsider, visit, link, monday, action: str
) -> None:
    monday.shift(timedelta(days=1, hours=1))
    assert "This visit is over" in outsider.get(link).content.decode()
    assert outsider.get(link + action, follow=True).redirect_chain
    page = outsider.post(link + action, {"start": "20260310T1600Z"}, follow=True)
    assert "over" in page.content.decode()
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (Status.BOOKED, TUESDAY_9)


def test_a_canceled_visit_cannot_be_moved(outsider, visit, link) -> None:
    services.cancel(visit)
    outsider.post(f"{link}move/", {"start": "20260303T1800Z"})
    visit.refresh_from_db()
    assert visit.starts_at == TUESDAY_9
    assert VisitCell.objects.count() == 0


def test_another_site_cannot_cancel_in_the_name_of_a_visitor(visit, link) -> None:
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(f"{link}cancel/").status_code == 403
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_the_link_is_masked_in_the_log(link) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, f"Not Found: {link}", None, None)
    written = PrivateFormatter().format(record)
    assert link.split("/")[2][:32] not in written
    assert link.split(":")[1].rstrip("/") not in written
