"""`guywire doctor` prints what runs here and where people's data are, and no secret."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest
from django.conf import settings as site
from typer.testing import CliRunner

from guywire.cli import app
from guywire.clinic.jobs.worker import Worker
from guywire.site import inventory

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
