import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from guywire.site.front.bodies import (
    BodyTooLargeError,
    BodyTooSlowError,
    VisitorLeftError,
    read_body,
)
from guywire.site.front.django_thread import DjangoThread
from guywire.site.front.files import Files
from guywire.site.front.finished_pages import FinishedPages
from guywire.site.front.front import Front
from guywire.site.front.health import Health
from guywire.site.front.messages import Request
from tests.site.front import ask


def request(**headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/help/", "headers": pairs})


def read(asked: Request, messages: Iterable[dict[str, Any]], **limits: float) -> bytes:
    """What is read of these messages; after the last one nothing comes any more."""
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        for message in waiting:
            return {"type": "http.request", **message}
        await asyncio.Event().wait()
        raise AssertionError

    async def whole() -> bytes:
        return (await read_body(asked, receive, **limits)).read()  # type: ignore[arg-type]

    return asyncio.run(whole())


def test_a_body_in_parts_is_read_to_its_end() -> None:
    parts = [{"body": b"name=", "more_body": True}, {"more_body": True}, {"body": b"Pat"}]
    assert read(request(), parts) == b"name=Pat"


def test_a_body_that_says_it_is_too_large_is_not_read_at_all() -> None:
    with pytest.raises(BodyTooLargeError):
        read(request(content_length="734003200"), [])


def test_a_body_that_grows_too_large_is_read_no_further() -> None:
    with pytest.raises(BodyTooLargeError):
        read(request(), [{"body": b"a" * 6, "more_body": True}] * 99, max_bytes=10)


@pytest.mark.parametrize("length", ["-1", "x", "9" * 400, ""])
def test_a_size_that_cannot_be_read_counts_as_none(length: str) -> None:
    assert read(request(content_length=length), [{"body": b"a"}]) == b"a"


def test_a_body_that_does_not_end_in_time_is_given_up() -> None:
    with pytest.raises(BodyTooSlowError):
        read(request(), [{"body": b"a", "more_body": True}], max_seconds=0.01)


def test_a_visitor_who_leaves_gets_no_answer() -> None:
    with pytest.raises(VisitorLeftError):
        read(request(), [{"body": b"a", "more_body": True}, {"type": "http.disconnect"}])


class NoVersion:
    async def number(self) -> None:
        return None


@pytest.fixture
def front() -> Iterator[Front]:
    django = DjangoThread()
    yield Front(django, Files("/static/"), FinishedPages(NoVersion()), Health(dict))
    django.thread.submit(connections.close_all).result()
    django.thread.shutdown()


@pytest.mark.django_db(transaction=True)
def test_only_who_is_signed_in_may_send_a_picture(front: Front, as_owner: Client) -> None:
    """Anybody else is refused before a megabyte is stored."""
    name = settings.SESSION_COOKIE_NAME
    signed_in, picture = as_owner.cookies[name].value, b"x" * 2_000_000

    def status(cookie: str) -> int:
        return ask(front, "/desk/practice/logo/", "POST", picture, cookie=cookie).status

    refused = [status(""), status(f"{name}=made-up"), status("csrftoken=short")]
    assert refused == [413, 413, 413]
    assert status(f"{name}={signed_in}") == 403, "taken, and then asked for its form token"
    as_owner.logout()
    assert status(f"{name}={signed_in}") == 413
