"""An older Guywire leaves the database of a newer one alone, and says how to go back."""

import pytest
import typer
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from guywire.cli.serve import copy_before_upgrade
from guywire.clinic.backups.services import newer_migrations

pytestmark = pytest.mark.django_db


def test_it_does_not_start_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    MigrationRecorder(connection).record_applied("people", "9999_of_tomorrow")
    with pytest.raises(typer.Exit):
        copy_before_upgrade()
    said = capsys.readouterr().err
    assert "of a newer Guywire (it has people.9999_of_tomorrow)" in said
    assert "Rollback" in said


def test_what_another_program_left_there_is_no_reason() -> None:
    MigrationRecorder(connection).record_applied("elsewhere", "0001_initial")
    assert newer_migrations() == []
