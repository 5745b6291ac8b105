"""`guywire serve` resolves its host, and refuses a port that is taken, in one sentence."""

import socket
from typing import Any

import pytest
from typer.testing import CliRunner

from guywire.cli import app, serve
from guywire.cli.listen import listening_address
from tests.site.serving import free_port


@pytest.fixture(autouse=True)
def no_site_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "prepare", lambda port: pytest.fail("it went on to start"))


def serve_says(*options: str) -> str:
    result = CliRunner().invoke(app, ["serve", *options])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    return result.output


def test_a_port_that_another_server_shares_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serve_says("--port", str(port)).startswith(f"Port {port} on 127.0.0.1 is in use")


def test_a_host_name_is_resolved() -> None:
    assert listening_address("localhost", 0) == "127.0.0.1"


def test_a_host_that_does_not_exist_is_refused() -> None:
    assert "no host name that this machine knows" in serve_says("--host", "no-such.invalid")


def test_an_address_of_another_machine_is_refused() -> None:
    assert "not an address of this machine" in serve_says("--host", "192.0.2.1", "--port", "8123")


def test_it_says_where_the_site_is(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.PUBLIC_URL = "https://guywire.example.org"
    monkeypatch.setattr(serve, "prepare", lambda _port: None)
    monkeypatch.setattr(serve, "share_home", lambda: None)
    monkeypatch.setattr(serve, "say_who_signs_in", lambda _port: None)
    monkeypatch.setattr(serve, "run", lambda *_: None)
    done = CliRunner().invoke(app, ["serve", "--port", str(free_port())])
    assert done.output == "Guywire is at https://guywire.example.org/. Stop it with Ctrl+C.\n"
