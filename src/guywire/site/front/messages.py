"""A request and an answer as the loop sees them, in the terms of ASGI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

TEXT: Headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]


@dataclass(slots=True)
class Answer:
    status: int
    headers: Headers
    body: bytes = b""

    async def send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


@dataclass(slots=True)
class Request:
    """One request: its scope, and its headers by name (the last one wins, as for Django)."""

    scope: Scope
    headers: dict[bytes, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = dict(self.scope["headers"])

    @property
    def path(self) -> str:
        path: str = self.scope["path"]
        return path

    @property
    def method(self) -> str:
        method: str = self.scope["method"]
        return method

    @property
    def only_reads(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def header_bytes(self) -> int:
        names_and_values = sum(len(name) + len(value) for name, value in self.scope["headers"])
        return names_and_values + self.address_bytes

    @property
    def address_bytes(self) -> int:
        return len(self.scope["raw_path"]) + len(self.scope["query_string"])


def sentence(status: int, text: str) -> Answer:
    """A plain answer for programs, and for requests that no page can be made for."""
    body = f"{text}\n".encode()
    length = (b"content-length", str(len(body)).encode())
    return Answer(status, [*TEXT, length, (b"connection", b"close")], body)
