"""Asks the front as a server does, without a socket."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from guywire.site.front.front import Front

App = Callable[..., Any]


@dataclass
class Answered:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def scope(method: str, address: str, headers: dict[str, str]) -> dict[str, Any]:
    path, _, query = address.partition("?")
    named = {"host": "localhost:8000", **headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), text.encode()) for name, text in named.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }


async def ask_async(
    front: Front, address: str, method: str = "GET", body: bytes = b"", **headers: str
) -> Answered:
    """Header names with _ for -. The body comes in one part."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    named = {name.replace("_", "-"): text for name, text in headers.items()}
    await front(scope(method, address, named), receive, send)
    start, *parts = sent
    pairs = [(name.decode(), text.decode("latin1")) for name, text in start["headers"]]
    return Answered(
        start["status"],
        dict(pairs),
        [text for name, text in pairs if name == "set-cookie"],
        b"".join(part.get("body", b"") for part in parts),
    )


def ask(front: Front, address: str, method: str = "GET", body: bytes = b"", **h: str) -> Answered:
    return asyncio.run(ask_async(front, address, method, body, **h))
