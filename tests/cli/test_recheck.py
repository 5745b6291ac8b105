"""guywire recheck finds what the follow-up list has wrong, and repairs it on demand."""

import pytest
from click.testing import Result
from typer.testing import CliRunner

from guywire.cli import app
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.people.models import Patient
from tests.clinic.desk.histories import felt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guywire.cli.serve.prepare", lambda port: None)


def test_recheck_says_how_many_differ_and_repairs_them(patient: Patient) -> None:
    felt(patient, "worse", "worse")
    assert run().output == "1 patients compared, 0 differ.\n"
    FollowUpEntry.objects.update(urgency=None, triggered=[])
    assert run().exit_code == 1
    assert run("--repair").exit_code == 0
    assert run().exit_code == 0


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["recheck", *options])
