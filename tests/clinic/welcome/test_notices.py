"""A notice is seen by everybody on its days, and can do no harm."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client

from guywire.clinic.people.models import Staff
from guywire.clinic.welcome.models import Notice
from guywire.clinic.welcome.notice_text import as_html
from guywire.clinic.welcome.services import write_notice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("from_day", "until_day", "seen"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY - 5 * DAY, TODAY - DAY, False),
    ],
)
def test_a_notice_is_on_the_first_page_on_its_days_only(
    outsider: Client, front_desk: Staff, from_day: date, until_day: date | None, seen: bool
) -> None:
    write_notice(front_desk, text="We are open.", from_day=from_day, until_day=until_day)
    with time_machine.travel("2026-03-10 20:00Z"):
        assert ("We are open." in outsider.get("/").content.decode()) is seen


def test_the_days_are_the_days_of_the_clinic_not_of_the_server(
    outsider: Client, front_desk: Staff
) -> None:
    write_notice(front_desk, text="Last day.", from_day=TODAY, until_day=TODAY)
    with time_machine.travel("2026-03-11 03:00Z"):  # still the evening of March 10 in Portland
        assert "Last day." in outsider.get("/").content.decode()


def test_a_notice_cannot_end_before_it_begins(front_desk: Staff) -> None:
    with pytest.raises(IntegrityError):
        Notice.objects.create(text="x", from_day=TODAY, until_day=TODAY - DAY)


def test_light_markdown_becomes_a_link_and_emphasis() -> None:
    html = as_html("**Open.** [Call us](tel:+15035550142)\n\n- one\n- two")
    assert "<strong>Open.</strong>" in html
    assert 'href="tel:+15035550142"' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html,boo)",
        '<img src=x onerror="alert(1)">',
    ],
)
def test_nothing_in_a_notice_runs(text: str) -> None:
    html = as_html(text)
    assert "<script" not in html
    assert "<img" not in html
    assert '<a href="javascript' not in html
    assert '<a href="data' not in html


def test_a_notice_of_every_page_is_on_every_page_and_once_on_the_first(
    outsider: Client, front_desk: Staff
) -> None:
    about = {"from_day": date(2020, 1, 1), "until_day": None, "tone": "urgent"}
    write_notice(front_desk, text="Water is out.", place="every_page", **about)
    write_notice(front_desk, text="Only at home.", place="home", **about)
    for address in ("/help/", "/visits/", "/tonight/"):
        page = outsider.get(address).content.decode()
        assert "Water is out." in page, address
        assert "panel--danger" in page
        assert "Only at home." not in page
    page = outsider.get("/").content.decode()
    assert page.count("Water is out.") == 1
    assert "Only at home." in page


def test_the_desk_previews_a_notice_without_saving_it(as_front_desk: Client) -> None:
    sent = {"text": "**Snow**", "from_day": "2026-03-01", "tone": "urgent", "preview": "1"}
    page = as_front_desk.post("/desk/notices/new/", sent).content.decode()
    assert "<strong>Snow</strong>" in page
    assert not Notice.objects.exists()
