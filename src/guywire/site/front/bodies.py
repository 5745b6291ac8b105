"""Reads the body of a request, within a size and a time, before anybody looks at it."""

from __future__ import annotations

import asyncio
from tempfile import SpooledTemporaryFile
from typing import IO

from guywire.site.front.messages import Receive, Request

MAX_BODY_BYTES = 1024 * 1024
"""A pasted text of many pages still comes back in its field."""
UPLOADS = "/desk/practice/"
"""Only the owner's pages below take pictures, and only from someone who is signed in."""
MAX_UPLOAD_BODY_BYTES = 9_000_000
"""A little over the largest picture, so that the form itself refuses one that is larger."""
MAX_BODY_SECONDS = 20.0
"""Half a megabit a second: a form of a few kilobytes on a bad line takes two of them."""
IN_MEMORY_BYTES = 64 * 1024


class BodyTooLargeError(Exception):
    """More bytes than the page takes."""


class BodyTooSlowError(Exception):
    """The body was not complete in time."""


class VisitorLeftError(Exception):
    """The connection was closed before the body was complete."""


async def read_body(
    request: Request,
    receive: Receive,
    *,
    max_bytes: int = MAX_BODY_BYTES,
    max_seconds: float = MAX_BODY_SECONDS,
) -> IO[bytes]:
    if _announced(request) > max_bytes:
        raise BodyTooLargeError
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115
    try:
        async with asyncio.timeout(max_seconds):
            await _copy(receive, body, max_bytes)
    except TimeoutError:
        body.close()
        raise BodyTooSlowError from None
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def _copy(receive: Receive, body: IO[bytes], max_bytes: int) -> None:
    received, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise VisitorLeftError
        part: bytes = message.get("body", b"")
        received += len(part)
        if received > max_bytes:
            raise BodyTooLargeError
        body.write(part)
        more = message.get("more_body", False)


def _announced(request: Request) -> int:
    """What Content-Length says; 0 when it says nothing that can be read."""
    length = request.headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 16 else 0
