"""A browser without scripts: cookies, forms, and the one question of whether an answer came."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from benchmarks.storm.server import Server

MAX_ANSWER_SECONDS = 60
MAX_DOWN_SECONDS = 150
LOCKED = "/accounts/locked/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class NoAnswerError(Exception):
    """The request was sent, and nothing came back that says what became of it."""


@dataclass(frozen=True)
class Page:
    status: int
    location: str
    text: str


@dataclass
class Browser:
    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Page:
        page = self._request("GET", path, "")
        if found := TOKEN.search(page.text):
            self.token = unescape(found[1])
        return page

    def post(self, path: str, **form: str) -> Page:
        return self._request("POST", path, urlencode(form | {"csrfmiddlewaretoken": self.token}))

    def send_and_follow(self, path: str, form: dict[str, str]) -> Page:
        """Press the button and go to the page that says what came of it.

        Raises
        ------
        NoAnswerError
            If that page cannot be had: the desk is locked by then, or nothing can be read.
        """
        answer = self.post(path, **form)
        if answer.status != 302 or answer.location.startswith(LOCKED):
            return answer
        page = self.get(answer.location)
        if page.status == 503 or page.location.startswith(LOCKED):
            raise NoAnswerError(f"{page.status} {page.location}")
        return page

    def fresh(self) -> Browser:
        """Another visitor, who has only just come to the same form."""
        cookies = {"csrftoken": self.cookies["csrftoken"]}
        return Browser(self.server, cookies, self.token)

    def _request(self, method: str, path: str, body: str) -> Page:
        connection = self._connected()
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswerError(type(error).__name__) from error
        finally:
            connection.close()
        for set_cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = set_cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Page(response.status, response.headers.get("Location", ""), text)

    def _connected(self) -> http.client.HTTPConnection:
        until = time.monotonic() + MAX_DOWN_SECONDS
        while True:
            self.server.up.wait(MAX_DOWN_SECONDS)
            connection = http.client.HTTPConnection(
                "127.0.0.1", self.server.port, timeout=MAX_ANSWER_SECONDS
            )
            try:
                connection.connect()
            except OSError as error:
                if time.monotonic() > until:
                    raise NoAnswerError("the server stays down") from error
                time.sleep(0.1)
            else:
                return connection
