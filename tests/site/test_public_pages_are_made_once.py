"""A finished page is sent again until what it shows has changed, and only to whom it may be."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models import Therapist
from guywire.clinic.welcome import content
from guywire.clinic.welcome.models import Clinic, Notice
from guywire.site.front.django_thread import DjangoThread
from guywire.site.front.files import Files
from guywire.site.front.finished_pages import FinishedPages
from guywire.site.front.front import Front
from guywire.site.front.health import Health
from tests.site.front import Answered, ask

pytestmark = pytest.mark.django_db(transaction=True)


class CountingDjango(DjangoThread):
    made = 0

    async def answer(self, *given: Any) -> Any:
        self.made += 1
        return await super().answer(*given)

    def close(self) -> None:
        self.thread.submit(connections.close_all).result()
        self.thread.shutdown()


class VersionOfTheTest:
    """The version as Django's connection reads it: the loop cannot open a database in memory."""

    def __init__(self, django: DjangoThread) -> None:
        self.thread = django.thread

    async def number(self) -> int | None:
        stamp = await asyncio.get_running_loop().run_in_executor(self.thread, content.current_stamp)
        return stamp[0] if stamp else None


@pytest.fixture
def front(clinic: Clinic) -> Any:
    django = CountingDjango()
    pages = FinishedPages(VersionOfTheTest(django))
    yield Front(django, Files("/static/"), pages, Health(lambda: {"status": "ok"}))
    django.close()


def made(front: Front, *answers: Answered) -> int:
    """How many pages Django has made."""
    assert {answer.status for answer in answers} <= {200}
    count: int = front.django.made  # type: ignore[attr-defined]
    return count


def test_a_malformed_form_token_is_no_reason_to_fail(front: Front) -> None:
    assert ask(front, "/", cookie="csrftoken=short").status == 200


def test_the_first_page_is_made_once_for_all_who_come(front: Front) -> None:
    first, second = ask(front, "/"), ask(front, "/")
    assert made(front, first, second) == 1
    assert first.body == second.body
    assert "Mast Physical Therapy" in first.text


def test_who_has_the_page_already_is_told_so(front: Front) -> None:
    first = ask(front, "/")
    again = ask(front, "/", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    assert "Cookie" in again.headers["vary"]


def test_it_comes_compressed_to_whom_can_read_it(front: Front) -> None:
    plain, compressed = ask(front, "/"), ask(front, "/", accept_encoding="gzip, br")
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert len(compressed.body) < len(plain.body) / 2


def test_a_head_request_gets_the_same_headers_and_no_page(front: Front) -> None:
    page, head = ask(front, "/"), ask(front, "/", "HEAD")
    assert head.body == b""
    assert head.headers == page.headers


@pytest.mark.parametrize("cookie", ["guywire_check=x", "sessionid=x", "messages=x"])
def test_a_person_we_hold_something_of_gets_a_page_of_their_own(front: Front, cookie: str) -> None:
    ask(front, "/")
    own = ask(front, "/", cookie=f"theme=dark; {cookie}")
    assert made(front, own) == 2
    assert "etag" not in own.headers
    assert (
        "no-cache" not in own.headers.get("cache-control", "")
        or "private" in (own.headers["cache-control"])
    )


def test_a_page_made_for_a_person_is_shown_to_nobody_else(front: Front) -> None:
    own = ask(front, "/visits/", cookie="guywire_visits=x")
    anyone = ask(front, "/visits/")
    assert made(front, own, anyone) == 2


def test_cookies_that_change_nothing_do_not_matter(front: Front) -> None:
    answers = [ask(front, "/", cookie=cookie) for cookie in ("theme=dark", "csrftoken=abc", "")]
    assert made(front, *answers) == 1


def test_a_page_with_a_form_is_made_for_each(front: Front) -> None:
    first, second = ask(front, "/help/"), ask(front, "/help/")
    assert made(front, first, second) == 2
    assert first.cookies != second.cookies


def test_another_language_or_host_is_another_page(front: Front, settings: Any) -> None:
    settings.LANGUAGES = [("en-us", "English"), ("es", "Español")]
    ask(front, "/")
    ask(front, "/", accept_language="es")
    ask(front, "/", host="127.0.0.1")
    assert made(front) == 3


def test_a_parameter_that_the_page_does_not_know_fills_no_memory(front: Front) -> None:
    answers = [ask(front, f"/?utm={number}") for number in range(3)]
    assert made(front, *answers) == 3
    assert not front.pages.pages


def test_a_notice_shows_at_once(front: Front, owner: Staff) -> None:
    ask(front, "/")
    today = timezone.localdate()
    Notice.objects.create(text="Closed for snow.", from_day=today - timedelta(1), written_by=owner)
    assert "Closed for snow." in ask(front, "/").text


def test_what_is_changed_past_the_models_shows_too(front: Front) -> None:
    ask(front, "/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE welcome_clinic SET name = 'Guy & Wire'")
    assert "Guy &amp; Wire" in ask(front, "/").text


def test_what_was_taken_back_was_never_shown(front: Front) -> None:
    before = ask(front, "/")
    with transaction.atomic():
        Clinic.objects.update(name="Not yet")
        transaction.set_rollback(True)
    assert ask(front, "/").body == before.body
    assert made(front) == 1


def test_a_sign_in_changes_no_page(front: Front, owner: Staff) -> None:
    ask(front, "/")
    Staff.objects.update(last_login=timezone.now())
    ask(front, "/")
    assert made(front) == 1


def test_the_name_of_a_therapist_does(front: Front, therapist: Staff) -> None:
    Therapist.objects.create(staff=therapist, credentials="PT", words="Listens.")
    ask(front, "/")
    Staff.objects.filter(pk=therapist.pk).update(name="Thea Marino")
    assert "Thea Marino" in ask(front, "/").text


def test_each_quarter_of_an_hour_has_its_own_pages(front: Front) -> None:
    with time_machine.travel("2026-03-02 17:14:50Z", tick=False) as clock:
        ask(front, "/")
        clock.shift(timedelta(seconds=5))
        ask(front, "/")
        assert made(front) == 1
        clock.shift(timedelta(seconds=10))
        ask(front, "/")
        assert made(front) == 2


def test_eight_who_come_at_once_wait_for_one_page(front: Front) -> None:
    from tests.site.front import ask_async

    async def together() -> list[Answered]:
        return list(await asyncio.gather(*(ask_async(front, "/") for _ in range(8))))

    assert made(front, *asyncio.run(together())) == 1


def test_a_version_that_cannot_be_read_makes_each_page_anew(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "current_stamp", lambda: None)
    assert made(front, ask(front, "/"), ask(front, "/")) == 2


def test_a_form_on_a_public_page_is_a_fault_that_is_seen(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse
    from django.middleware.csrf import get_token
    from django.test import RequestFactory

    from guywire.clinic.public_page import FormOnAPublicPageError, public_page

    view = public_page()(lambda request: HttpResponse(get_token(request)))
    with pytest.raises(FormOnAPublicPageError):
        view(RequestFactory().get("/"))


def test_a_form_that_was_sent_reads_what_is_there_now(clinic: Clinic) -> None:
    from guywire.clinic.welcome.queries import current_clinic

    assert Client().get("/").status_code == 200
    with content.reading():
        assert current_clinic().name == "Mast Physical Therapy"
        Clinic.objects.update(name="Renamed")
        assert current_clinic().name == "Mast Physical Therapy", "one page, one version"
    assert current_clinic().name == "Renamed"
