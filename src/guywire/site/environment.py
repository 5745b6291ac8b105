"""What the operator may set from outside. Everything has a default that works on one machine."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit


def home() -> Path:
    path = Path(os.environ.get("GUYWIRE_HOME", "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def public_url() -> str:
    return os.environ.get("GUYWIRE_URL", "http://localhost:8000").rstrip("/")


def hosts() -> list[str]:
    named = [host for host in os.environ.get("GUYWIRE_HOSTS", "").split(",") if host]
    own = urlsplit(public_url()).hostname or "localhost"
    return list(dict.fromkeys([own, "localhost", "127.0.0.1", "[::1]", *named]))


def secret_key() -> str:
    """The key from the environment, or one made on the first run and kept beside the database."""
    given = os.environ.get("GUYWIRE_SECRET_KEY")
    if given:
        return given
    kept = home() / "secret_key"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()


def database_url() -> str:
    return os.environ.get("GUYWIRE_DATABASE_URL", f"sqlite:///{home() / 'guywire.sqlite3'}")


def smtp_url() -> str | None:
    return os.environ.get("GUYWIRE_SMTP_URL")
