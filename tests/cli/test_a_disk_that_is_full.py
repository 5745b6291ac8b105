"""A command that disk or database refuse ends with a sentence, not with a trace."""

import errno
import sqlite3

import pytest
from django.db import OperationalError
from typer.testing import CliRunner

from guywire.cli import app, serve
from tests.site.serving import free_port


def serve_command() -> list[str]:
    return ["serve", "--port", str(free_port())]


def said_by_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    return error


def said_by_django(code: int) -> OperationalError:
    error = OperationalError("said by SQLite")
    error.__cause__ = said_by_sqlite(code)
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (said_by_django(sqlite3.SQLITE_FULL), "The disk is full, so nothing can be saved."),
        (said_by_sqlite(sqlite3.SQLITE_IOERR), "The database cannot be written. Check the disk"),
        (
            OSError(errno.ENOSPC, "No space left", "/srv/guywire/static/site.css"),
            "The disk is full: /srv/guywire/static/site.css could not be written.",
        ),
    ],
)
def test_a_start_says_in_a_sentence_what_refused(
    error: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_port: int) -> None:
        raise error

    monkeypatch.setattr(serve, "prepare", refuse)
    done = CliRunner().invoke(app, serve_command())
    assert done.exit_code == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.output


def test_a_fault_of_ours_is_not_called_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_port: int) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(serve, "prepare", fail)
    assert isinstance(CliRunner().invoke(app, serve_command()).exception, ZeroDivisionError)
