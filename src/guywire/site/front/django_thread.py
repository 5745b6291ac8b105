"""Runs Django on one thread, one request at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import IO, Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import DatabaseError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.text import compress_string

from guywire.site.front.messages import Answer, Headers, Request, Send

FOR_ONE_PERSON = "private, no-cache"
MIN_COMPRESSED_BYTES = 200
COMPRESSED_TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml")
MAX_RANDOM_BYTES = 100
"""Of a length that changes each time, so that a length tells nothing of what is on a page."""


@dataclass(slots=True)
class Made:
    """What Django answered: whole, or as parts that are still to be asked for."""

    answer: Answer
    is_public: bool
    response: HttpResponseBase | None = None


class DjangoThread(ASGIHandler):
    def __init__(self) -> None:
        self.load_middleware(is_async=False)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="django")

    async def answer(self, request: Request, body: IO[bytes]) -> Made:
        try:
            made: Made = await self._run(self._answer, request, body)
            return made
        finally:
            body.close()

    async def knows_session(self, request: Request) -> bool:
        """Whether the cookie of this request is a session in which someone is signed in."""
        if settings.SESSION_COOKIE_NAME.encode() not in request.headers.get(b"cookie", b""):
            return False
        known: bool = await self._run(self._knows_session, request)
        return known

    async def send(self, made: Made, send: Send) -> None:
        """Send an answer; one that comes in parts is made while it is sent."""
        if made.response is None:
            await made.answer.send(send)
            return
        try:
            await self._send_parts(made, made.response, send)
        finally:
            await self._run(made.response.close)

    async def _send_parts(self, made: Made, response: HttpResponseBase, send: Send) -> None:
        head = {"status": made.answer.status, "headers": made.answer.headers}
        await send({"type": "http.response.start", **head})
        parts: Iterator[bytes] = iter(response)
        while part := await self._run(next, parts, b""):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _run(self, work: Any, *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.thread, partial(work, *given))

    def _knows_session(self, request: Request) -> bool:
        """Where the database refuses, the page that comes next says why."""
        signals.request_started.send(sender=type(self), scope=request.scope)
        asked, _ = self.create_request(request.scope, BytesIO())
        if asked is None:
            return False
        try:
            SessionMiddleware(self.get_response).process_request(asked)
            return get_user(asked).is_authenticated
        except DatabaseError:
            return False
        finally:
            asked.close()

    def _answer(self, request: Request, body: IO[bytes]) -> Made:
        scope = request.scope
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        asked, refusal = self.create_request(scope, body)
        response = self.get_response(asked) if asked else cast(HttpResponse, refusal)
        is_public = getattr(response, "is_public", False)
        if not isinstance(response, HttpResponse):
            return Made(Answer(response.status_code, _headers(response)), False, response)
        try:
            if not is_public and b"gzip" in request.headers.get(b"accept-encoding", b""):
                compress(response)
            if not is_public:
                response.headers.setdefault("Cache-Control", FOR_ONE_PERSON)
            whole = b"" if request.method == "HEAD" and not is_public else response.content
            return Made(Answer(response.status_code, _headers(response), whole), is_public)
        finally:
            response.close()


def compress(response: HttpResponse) -> None:
    if (
        response.has_header("Content-Encoding")
        or len(response.content) < MIN_COMPRESSED_BYTES
        or not response.get("Content-Type", "").startswith(COMPRESSED_TYPES)
    ):
        return
    response.content = compress_string(response.content, max_random_bytes=MAX_RANDOM_BYTES)
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))


def _headers(response: HttpResponseBase) -> Headers:
    cookies = (cookie.output(header="").strip() for cookie in response.cookies.values())
    headers = [*response.items(), *(("set-cookie", cookie) for cookie in cookies)]
    return [(name.lower().encode("ascii"), value.encode("latin1")) for name, value in headers]
