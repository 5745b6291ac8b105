"""The address of the database, as the operator writes it, turned into Django's settings."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

POSTGRES = ("postgres", "postgresql")
HOW = "write it as postgres://user:password@host:5432/name"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    # FULL: what a page has confirmed is on the disk, also when the power fails a moment later.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


class DatabaseUrlError(ValueError):
    """What is wrong with the address: the end of a sentence that begins with its name."""


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Return settings for a file whose name is taken as it is, whatever letters are in it."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def parse_database_url(url: str) -> dict[str, Any]:
    """Return Django's settings of a database.

    Raises
    ------
    DatabaseUrlError
        Says which part is not understood and how to write it, and shows no password.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in (*POSTGRES, "sqlite"):
        raise DatabaseUrlError(f"must start with postgres:// or sqlite:///: {HOW}.")
    return _sqlite(rest) if scheme == "sqlite" else _postgres(url, rest)


def _sqlite(rest: str) -> dict[str, Any]:
    path = unquote(rest.removeprefix("/"))
    if not path.startswith("/"):
        raise DatabaseUrlError("needs the whole path of a file: sqlite:////srv/guywire.sqlite3.")
    return sqlite_settings(Path(path))


def _postgres(url: str, rest: str) -> dict[str, Any]:
    before_query = rest.partition("?")[0]
    if "#" in rest or ("@" not in before_query and "@" in rest) or before_query.count("@") > 1:
        raise DatabaseUrlError(
            "is cut at a special character of the user or password: write # as %23, "
            "@ as %40, / as %2F, ? as %3F and : as %3A."
        )
    if "/" in before_query and "@" in before_query.partition("/")[2]:
        raise DatabaseUrlError("has a / in its user or password: write it as %2F.")
    try:
        parts = urlsplit(url)
        _ = parts.port
        settings = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError:
        raise DatabaseUrlError(f"has a port that is not a number, or an odd host: {HOW}.") from None
    if not parts.path.strip("/"):
        raise DatabaseUrlError(f"names no database after the host: {HOW}.")
    # A connection that a restart of the database has cut is replaced before it is used.
    settings["CONN_HEALTH_CHECKS"] = True
    if find_spec("psycopg") is None:
        raise DatabaseUrlError("needs the PostgreSQL driver: pip install 'guywire[postgres]'.")
    return settings
