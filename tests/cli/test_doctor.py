"""`guywire doctor` prints what runs here and where people's data are, and no secret."""

import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, create_server, socket
from threading import Thread
from typing import Any

import pytest
from django.conf import settings as site
from django.db import OperationalError
from typer.testing import CliRunner

from guywire.cli import app
from guywire.clinic.jobs.worker import Worker
from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models import Therapist
from guywire.site import inventory, relay
from tests.clinic.messages.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db
PASSWORD = "not-for-eyes"


@pytest.fixture(autouse=True)
def operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUYWIRE_SMTP_URL", f"smtps://desk:{PASSWORD}@mail.example:465")


def said() -> str:
    return CliRunner().invoke(app, ["doctor"]).output


def test_it_names_everything_and_shows_no_secret() -> None:
    Worker([]).step()
    text = said()
    for part in ("Guywire", "Home", "Database", "Key", "mail.example:465", "Last copy", "Worker"):
        assert part in text
    assert "Personal data" in text
    assert PASSWORD not in text
    assert site.SECRET_KEY not in text


def test_it_marks_what_wants_attention_and_ends_with_status_1() -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    marked = [line for line in result.output.splitlines() if line.startswith("!")]
    assert any("Last copy" in line for line in marked)
    assert any("The worker has never run" in line for line in marked)


def test_it_reads_the_dates_of_its_own_certificate(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost"
    command = ["openssl", "req", "-x509", *curve.split(), "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with create_server(("127.0.0.1", 0)) as server:
        Thread(target=lambda: context.wrap_socket(server.accept()[0], server_side=True)).start()
        until = inventory.certificate_ends_at("127.0.0.1", server.getsockname()[1])
    assert abs(until - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=10)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[SmtpServer]:
    server = SmtpServer({"RCPT": "250 fine"})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    yield server
    server.close()


def test_a_test_email_goes_out_at_once(mail_server: SmtpServer) -> None:
    result = CliRunner().invoke(app, ["doctor", "--mail", "you@example.org"])
    assert (result.exit_code, result.output) == (0, "Sent to you@example.org.\n")
    assert "To: you@example.org" in mail_server.messages[0]


def test_a_test_email_that_is_refused_says_why_in_one_sentence(mail_server: SmtpServer) -> None:
    mail_server.answers["RCPT"] = "550 no such user"
    result = CliRunner().invoke(app, ["doctor", "--mail", "you@example.org"])
    assert result.exit_code == 1
    assert result.output == "The email was not sent. The mail server does not know this address.\n"


def test_without_a_mail_server_the_test_email_is_a_file(settings: Any, tmp_path: Path) -> None:
    settings.MESSAGE_CHANNELS, settings.MAIL_FOLDER = ["file"], tmp_path / "mail"
    result = CliRunner().invoke(app, ["doctor", "--mail", "you@example.org"])
    assert result.exit_code == 1
    assert "No mail server is set" in result.output
    assert len(list(settings.MAIL_FOLDER.iterdir())) == 1


def test_it_asks_the_relay_of_online_visits_for_an_address(
    settings: Any, therapist: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "MAX_SECONDS", 0.2)
    Therapist.objects.create(staff=therapist, credentials="PT", words="", offers_online=True)
    settings.BEHIND_TLS, settings.TURN_SECRET = True, "s" * 32
    with socket(AF_INET, SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        closed = deaf.getsockname()[1]
    settings.TURN_URLS = [f"turn:127.0.0.1:{closed}"]
    assert f"! Online visits  relay turn:127.0.0.1:{closed} does not answer" in said()


def test_a_database_that_lets_no_one_in_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError('server at "h" failed: FATAL:  database "nodb" does not exist')

    monkeypatch.setattr(inventory, "inventory", refuse)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert result.output == (
        'The database does not answer. It says: database "nodb" does not exist.\n'
    )
