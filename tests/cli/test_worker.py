"""Whoever runs the site has its messages sent too, without a second program."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.site.serving import MAX_START_SECONDS, free_port

A_VISIT_TOMORROW = """
from guywire.cli.serve import prepare
prepare(8000)
from datetime import timedelta
from django.utils import timezone
from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.visits.models import Therapist, Visit
ana = Staff.objects.create(email="ana@example.org", name="Ana Ruiz", role=Role.THERAPIST)
Visit.objects.create(
    patient=Patient.objects.create(name="Alex Moreau", email="alex@example.org"),
    therapist=Therapist.objects.create(staff=ana, credentials="PT", words="Listens."),
    zone="America/Denver",
    starts_at=timezone.now() + timedelta(hours=20),
    agreed_at=timezone.now() - timedelta(days=3),
)
"""


@pytest.fixture
def practice(home: Path) -> dict[str, str]:
    """Somebody has a visit tomorrow; the environment to run the practice in."""
    environment = os.environ | {
        "GUYWIRE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "guywire.site.settings",
    }
    subprocess.run([sys.executable, "-c", A_VISIT_TOMORROW], env=environment, check=True)
    return environment


def emails(practice: dict[str, str]) -> list[Path]:
    return list(Path(practice["GUYWIRE_HOME"]).glob("mail/*"))


def wait_for_email(practice: dict[str, str]) -> None:
    until = time.monotonic() + MAX_START_SECONDS
    while not emails(practice) and time.monotonic() < until:
        time.sleep(0.5)


@pytest.mark.slow
def test_worker_sends_what_is_due_once_and_ends_when_asked(practice: dict[str, str]) -> None:
    command = [sys.executable, "-m", "guywire", "worker"]
    subprocess.run([*command, "--once"], env=practice, check=True)
    (email,) = emails(practice)
    assert "Your visit is" in email.read_text()
    home = Path(practice["GUYWIRE_HOME"])
    for path in (home, *home.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, f"only the user that runs Guywire reads {path}"
    email.unlink()
    worker = subprocess.Popen(command, env=practice, stdout=subprocess.PIPE, text=True)
    assert worker.stdout
    assert worker.stdout.readline() == "The worker is starting.\n"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert emails(practice) == []


@pytest.mark.slow
def test_serving_sends_them_by_itself(practice: dict[str, str]) -> None:
    command = [sys.executable, "-m", "guywire", "serve", "--port", str(free_port())]
    server = subprocess.Popen(command, env=practice)
    try:
        wait_for_email(practice)
        assert emails(practice)
    finally:
        server.terminate()
        server.wait(timeout=20)
