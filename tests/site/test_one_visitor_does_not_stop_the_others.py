"""Each attack that stopped the site once, against a server as an operator starts it."""

import http.client
import re
import shutil
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.site.serving import Serving, serving

pytestmark = pytest.mark.slow
MAX_WAIT_SECONDS = 15
"""Less than a slow body may take (MAX_BODY_SECONDS) and than a mail server is waited for."""
HEAD = b"POST /help/ HTTP/1.1\r\nHost: localhost\r\n"
RESET = "/accounts/password/reset/"


class SilentMailServer:
    """Takes every connection, and never greets."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(60)
        self.port: int = self.listener.getsockname()[1]

    def wait_for_a_connection(self) -> socket.socket:
        return self.listener.accept()[0]


@pytest.fixture(scope="module")
def mail_server() -> Iterator[SilentMailServer]:
    server = SilentMailServer()
    yield server
    server.listener.close()


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, prepared_home: Path, mail_server: SilentMailServer
) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(prepared_home, folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUYWIRE_SMTP_URL", f"smtp+unencrypted://127.0.0.1:{mail_server.port}")
        with serving(folder, "--demo", "--processes", "1") as server:
            yield server


def answers_at_once(address: str) -> bool:
    with urllib.request.urlopen(address, timeout=MAX_WAIT_SECONDS) as response:
        return bool(response.status == 200)


def ask_for_a_new_password(server: Serving, email: str) -> str:
    """Return the address that the form leads to."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=MAX_WAIT_SECONDS)
    connection.request("GET", RESET)
    page = connection.getresponse()
    cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
    token = page.read().decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body = urlencode({"csrfmiddlewaretoken": token, "email": email})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", RESET, body, kind)
    return connection.getresponse().headers["Location"]


@pytest.fixture
def slow_bodies(server: Serving) -> Iterator[list[socket.socket]]:
    connections = [server.connect() for _ in range(8)]
    for connection in connections:
        connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\na")
    yield connections
    for connection in connections:
        connection.close()


def test_eight_slow_bodies_hold_up_neither_pages_nor_health(
    server: Serving, slow_bodies: list[socket.socket]
) -> None:
    assert answers_at_once(f"{server.address}/healthz")
    assert answers_at_once(f"{server.address}/help/")


def test_a_mail_server_that_never_greets_holds_up_nobody(
    server: Serving, mail_server: SilentMailServer, slow_bodies: list[socket.socket]
) -> None:
    for name in ("dana", "fran", "omar"):
        assert ask_for_a_new_password(server, f"{name}@demo.example") == f"{RESET}done/"
    with mail_server.wait_for_a_connection():
        assert ask_for_a_new_password(server, "dana@demo.example") == f"{RESET}done/"
        assert answers_at_once(f"{server.address}/healthz")
        assert answers_at_once(f"{server.address}/")


def test_headers_of_600_kilobytes_are_refused(server: Serving) -> None:
    answer = server.send(HEAD + b"Cookie: a=" + b"a" * 600_000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 431")


def test_headers_of_40_kilobytes_are_refused_in_a_sentence(server: Serving) -> None:
    answer = server.send(HEAD + b"Cookie: a=" + b"a" * 40_000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 431")
    assert b"Delete the cookies of this site" in answer


def test_a_body_of_700_megabytes_is_refused_before_it_is_sent(server: Serving) -> None:
    kind = b"Content-Type: multipart/form-data; boundary=b\r\n"
    answer = server.send(HEAD + kind + b"Content-Length: 734003200\r\n\r\n--b\r\n")
    assert answer.startswith(b"HTTP/1.1 413")
    assert "This is too large" in answer.decode(errors="replace")


def test_a_body_without_an_announced_size_is_refused_at_the_limit(server: Serving) -> None:
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    answer = server.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 20)
    assert answer.startswith(b"HTTP/1.1 413")


def test_an_address_of_20_000_letters_is_refused_unread(server: Serving) -> None:
    answer = server.send(b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 414")


FORM = b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
MALFORMED = {
    "half a body": HEAD + FORM + b"Content-Length: 10\r\n\r\nabc",
    "a broken chunk": HEAD + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "multipart without a boundary": HEAD
    + b"Content-Type: multipart/form-data\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
    "another site's name": b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_request_is_answered_400_and_logs_no_trace(
    server: Serving, request_bytes: bytes
) -> None:
    with server.connect() as connection:
        connection.sendall(request_bytes)
        if b"Content-Length: 10" in request_bytes:
            connection.shutdown(socket.SHUT_WR)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400")
    assert "Traceback" not in server.log


def test_health_is_told_to_any_host(server: Serving) -> None:
    assert server.send(b"GET /healthz HTTP/1.1\r\nHost: 10.0.0.5\r\n\r\n").startswith(
        b"HTTP/1.1 200"
    )


def test_a_page_is_not(server: Serving) -> None:
    assert server.send(b"GET / HTTP/1.1\r\nHost: 10.0.0.5\r\n\r\n").startswith(b"HTTP/1.1 400")


def test_a_static_file_comes_compressed_and_may_be_kept_for_good(server: Serving) -> None:
    page = server.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").decode()
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    request = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
    answer = server.send(request.encode()).lower()
    assert b"content-encoding: gzip" in answer
    assert b"immutable" in answer
    assert b"x-content-type-options: nosniff" in answer


def test_every_module_is_imported_by_an_address_with_its_hash(server: Serving) -> None:
    folder = server.log_file.parent / "home" / "static"
    modules = [*folder.glob("*/**/*.????????????.js")]
    imports = [
        address
        for module in modules
        for address in re.findall(
            r"""^(?:import|export) .*["'](.+)["'];""", module.read_text(), re.M
        )
    ]
    assert len(imports) > 10
    assert [address for address in imports if not re.search(r"\.[0-9a-f]{12}\.js$", address)] == []
