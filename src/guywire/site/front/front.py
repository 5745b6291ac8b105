"""The ASGI application: what the loop answers by itself, and what it hands to Django."""

from __future__ import annotations

import logging
from typing import IO

from guywire.site.front.bodies import (
    MAX_BODY_BYTES,
    MAX_UPLOAD_BODY_BYTES,
    UPLOADS,
    BodyTooLargeError,
    BodyTooSlowError,
    VisitorLeftError,
    read_body,
)
from guywire.site.front.django_thread import DjangoThread, Made
from guywire.site.front.files import Files
from guywire.site.front.finished_pages import FinishedPages
from guywire.site.front.health import Health
from guywire.site.front.messages import Answer, Receive, Request, Scope, Send, sentence
from guywire.site.limits import REFUSED

MAX_HEADER_BYTES = 32 * 1024
# Sign-in carries the address twice escaped, five characters for one, in a redirect, which Django
# limits to 16 KB.
MAX_ADDRESS_BYTES = 3_000
HEADERS_TOO_LARGE = "This request is too large. Delete the cookies of this site and try again."
ADDRESS_TOO_LONG = "This address is too long. Open our home page and go on from there."
INCOMPLETE = "The request ended before it was complete. Send it again."
BROKEN = "Something went wrong on our side. Try again in a minute, or call us."
logger = logging.getLogger(__name__)


class Front:
    def __init__(
        self, django: DjangoThread, files: Files, pages: FinishedPages, health: Health
    ) -> None:
        self.django = django
        self.files = files
        self.pages = pages
        self.health = health

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            made = await self.answer(Request(scope), receive)
        except VisitorLeftError:
            # Or the body is not what its headers announce. Without an answer granian sends a 500.
            made = sentence(400, INCOMPLETE)
        except Exception:
            logger.exception("A request failed outside Django")
            made = sentence(500, BROKEN)
        if isinstance(made, Answer):
            await made.send(send)
        else:
            await self.django.send(made, send)

    async def answer(self, request: Request, receive: Receive) -> Answer | Made:
        if request.path == "/healthz":
            return await self.health.answer()
        if request.header_bytes > MAX_HEADER_BYTES:
            return sentence(431, HEADERS_TOO_LARGE)
        if request.address_bytes > MAX_ADDRESS_BYTES:
            return sentence(414, ADDRESS_TOO_LONG)
        if request.only_reads and (file := self.files.answer(request)):
            return file

        async def make() -> Made:
            return await self.django.answer(request, await self._body(request, receive))

        return await self.pages.answer(request, make)

    async def _body(self, request: Request, receive: Receive) -> IO[bytes]:
        """The body; nothing, and the reason for the page to say, when it was refused."""
        from io import BytesIO

        try:
            return await read_body(request, receive, max_bytes=await self._max_bytes(request))
        except BodyTooLargeError:
            request.scope[REFUSED] = 413
        except BodyTooSlowError:
            request.scope[REFUSED] = 408
        return BytesIO()

    async def _max_bytes(self, request: Request) -> int:
        takes_pictures = not request.only_reads and request.path.startswith(UPLOADS)
        if takes_pictures and await self.django.knows_session(request):
            return MAX_UPLOAD_BODY_BYTES
        return MAX_BODY_BYTES
