"""Public pages that are finished: sent again as they are, until what they show has changed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from gzip import compress
from hashlib import blake2b
from types import SimpleNamespace
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language_from_request

from guywire.clinic.public_page import is_personal
from guywire.clinic.welcome.content import Stamp, quarter
from guywire.site.front.content import Version
from guywire.site.front.django_thread import Made
from guywire.site.front.messages import Answer, Headers, Request

MAX_PAGES = 1_000
MAX_PAGES_BYTES = 64 * 1024 * 1024
MAX_ADDRESS_CHARS = 300
REVALIDATE: Headers = [
    (b"cache-control", b"no-cache"),
    (b"vary", b"Accept-Encoding, Accept-Language, Cookie"),
]
Make = Callable[[], Awaitable[Made]]


class Address(NamedTuple):
    """All that a public page depends on, beside the content and the hour."""

    host: bytes
    scheme: bytes
    path: str
    query: bytes
    language: str


@dataclass(frozen=True, slots=True)
class Page:
    etag: bytes
    headers: Headers
    body: bytes
    compressed_headers: Headers
    compressed_body: bytes

    @property
    def size(self) -> int:
        return len(self.body) + len(self.compressed_body)

    def answer(self, request: Request) -> Answer:
        if request.headers.get(b"if-none-match") == self.etag:
            return Answer(304, [(b"etag", self.etag), *REVALIDATE])
        if b"gzip" in request.headers.get(b"accept-encoding", b""):
            answer = Answer(200, self.compressed_headers, self.compressed_body)
        else:
            answer = Answer(200, self.headers, self.body)
        if request.method == "HEAD":
            answer.body = b""
        return answer


class FinishedPages:
    def __init__(self, version: Version) -> None:
        self.version = version
        self.stamp: Stamp | None = None
        self.pages: OrderedDict[Address, Page] = OrderedDict()
        self.size = 0
        self.being_made: dict[Address, asyncio.Event] = {}

    async def answer(self, request: Request, make: Make) -> Answer | Made:
        """The finished page of this address; else what `make` returns, finished if it is public."""
        address = address_of(request)
        stamp = await self._stamp() if address else None
        if address is None or stamp is None:
            return await make()
        page = self.page(address, stamp)
        if page is None and (other := self.being_made.get(address)):
            await other.wait()
            page = self.page(address, stamp)
        if page is not None:
            return page.answer(request)
        return await self._made(address, stamp, request, make)

    def page(self, address: Address, stamp: Stamp) -> Page | None:
        if stamp != self.stamp:
            self._forget_all(stamp)
        page = self.pages.get(address)
        if page is not None:
            self.pages.move_to_end(address)
        return page

    async def _made(
        self, address: Address, stamp: Stamp, request: Request, make: Make
    ) -> Answer | Made:
        made_now = self.being_made[address] = asyncio.Event()
        try:
            made = await make()
            if not made.is_public:
                return made
            page = finished(made.answer)
            self._add(address, stamp, page)
            return page.answer(request)
        finally:
            if self.being_made.get(address) is made_now:
                del self.being_made[address]
            made_now.set()

    async def _stamp(self) -> Stamp | None:
        number = await self.version.number()
        return None if number is None else (number, quarter())

    def _add(self, address: Address, stamp: Stamp, page: Page) -> None:
        """Unless the content changed while it was made."""
        if stamp != self.stamp or address in self.pages:
            return
        self.pages[address] = page
        self.size += page.size
        while len(self.pages) > MAX_PAGES or self.size > MAX_PAGES_BYTES:
            _, oldest = self.pages.popitem(last=False)
            self.size -= oldest.size

    def _forget_all(self, stamp: Stamp) -> None:
        self.pages.clear()
        self.size, self.stamp = 0, stamp


def address_of(request: Request) -> Address | None:
    """None for what is asked by somebody of whom we hold something, or that changes something."""
    if not request.only_reads or len(request.path) > MAX_ADDRESS_CHARS:
        return None
    headers = request.headers
    cookies = headers.get(b"cookie")
    if cookies and is_personal(cookie_names(cookies)):
        return None
    return Address(
        headers.get(b"host", b""),
        headers.get(b"x-forwarded-proto", b"") if settings.BEHIND_TLS else b"",
        request.path,
        request.scope["query_string"],
        _language(
            _language_cookie(cookies) if cookies else b"", headers.get(b"accept-language", b"")
        ),
    )


def cookie_names(header: bytes) -> list[str]:
    return [part.partition(b"=")[0].strip().decode("latin1") for part in header.split(b";") if part]


def _language_cookie(header: bytes) -> bytes:
    wanted = settings.LANGUAGE_COOKIE_NAME.encode()
    for part in header.split(b";"):
        name, _, text = part.partition(b"=")
        if name.strip() == wanted:
            return text.strip()
    return b""


@lru_cache(maxsize=1000)
def _language(cookie: bytes, accepted: bytes) -> str:
    """As Django's LocaleMiddleware chooses it."""
    request = SimpleNamespace(
        COOKIES={settings.LANGUAGE_COOKIE_NAME: cookie.decode("latin1")},
        META={"HTTP_ACCEPT_LANGUAGE": accepted.decode("latin1")},
    )
    return get_language_from_request(request)  # type: ignore[arg-type]


def finished(answer: Answer) -> Page:
    """The page with its tag, plain and compressed."""
    etag = b'W/"%s"' % blake2b(answer.body, digest_size=12).hexdigest().encode()
    own = (b"content-length", b"cache-control", b"vary", b"etag", b"set-cookie")
    headers = [(name, text) for name, text in answer.headers if name not in own]
    headers += [(b"etag", etag), *REVALIDATE]
    compressed = compress(answer.body, mtime=0)
    return Page(
        etag,
        [*headers, _length(answer.body)],
        answer.body,
        [*headers, (b"content-encoding", b"gzip"), _length(compressed)],
        compressed,
    )


def _length(body: bytes) -> tuple[bytes, bytes]:
    return (b"content-length", str(len(body)).encode())
