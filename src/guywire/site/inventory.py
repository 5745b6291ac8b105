"""What `guywire doctor` prints: what runs here, where things are, and what wants attention."""

import os
import shutil
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from guywire.clinic.backups.queries import backup_state
from guywire.clinic.jobs.queries import worker_state
from guywire.clinic.visits.models import Therapist
from guywire.clinic.visits.services.room import relay_account
from guywire.site import environment
from guywire.site.relay import Account, RelayError, relayed_address

CERTIFICATE_SECONDS = 3
CERTIFICATE_SOON = timedelta(days=14)
MIN_FREE_BYTES = 1 << 30
RELAY_ACCOUNT_LASTS = timedelta(minutes=1)
WHEN = "%Y-%m-%d %H:%M UTC"


@dataclass(frozen=True)
class Entry:
    name: str
    text: str
    is_fine: bool = True


def inventory() -> list[Entry]:
    """Return an entry for each thing an operator asks about. None of them shows a secret."""
    return [entry for group in GROUPS for entry in group()]


def _versions() -> list[Entry]:
    return [Entry("Guywire", f"{version('guywire')} on Python {python_version()}")]


def _places() -> list[Entry]:
    home: Path = settings.GUYWIRE_HOME
    free = shutil.disk_usage(home).free
    count = environment.trusted_proxies()
    proxies = "1 proxy" if count == 1 else f"{count} proxies"
    return [
        Entry("Address", f"{settings.PUBLIC_URL}, {proxies} in front"),
        Entry("Home", str(home)),
        Entry("Free disk", f"{free / 1e9:.1f} GB", free > MIN_FREE_BYTES),
    ]


def _database() -> list[Entry]:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT sqlite_version()")
                place = connection.settings_dict["NAME"]
                where = f"SQLite {cursor.fetchone()[0]}, {place}"
            else:
                cursor.execute("SHOW server_version")
                database = connection.settings_dict
                name = f"{database['NAME']} at {database['HOST'] or 'the local socket'}"
                where = f"PostgreSQL {cursor.fetchone()[0].split()[0]}, {name}"
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        return [Entry("Database", f"does not answer ({type(error).__name__})", is_fine=False)]
    waiting = len(set(loader.disk_migrations) - set(loader.applied_migrations))
    state = f"{waiting} changes wait: start `guywire serve`" if waiting else "up to date"
    return [Entry("Database", where), Entry("Its tables", state, not waiting)]


def _key() -> list[Entry]:
    if os.environ.get("GUYWIRE_SECRET_KEY"):
        return [Entry("Key", "from GUYWIRE_SECRET_KEY; copies hold it too")]
    path = environment.secret_key_path()
    is_private = not path.stat().st_mode & 0o077
    note = "" if is_private else ", which other users can read: chmod 600"
    return [Entry("Key", f"{path}{note}", is_private)]


def _mail() -> list[Entry]:
    server = environment.mail_server()
    if server is None:
        text = f"written to {settings.GUYWIRE_HOME / 'mail'}: nobody gets it"
        return [Entry("Mail", text, is_fine=False)]
    return [Entry("Mail", f"{server.host}:{server.port}, {server.security.value}")]


def _texts() -> list[Entry]:
    account = environment.sms_account()
    if account is None:
        return [Entry("Texts", "none: GUYWIRE_SMS_URL is not set")]
    first, last = environment.text_hours()
    hours = f"{first:%H:%M} to {last:%H:%M}"
    return [Entry("Texts", f"from {account.sender} by {account.host}, {hours}")]


def _backups() -> list[Entry]:
    state = backup_state()
    if state.newest is None:
        last = Entry("Last copy", "none: guywire backup FILE", is_fine=False)
    else:
        text = f"{state.newest.made_at:{WHEN}}, {state.newest.path}"
        last = Entry("Last copy", text, not state.is_late)
    verified = f"{state.verified_at:{WHEN}}" if state.verified_at else "never"
    schedule = state.schedule
    plan = (
        f"every {schedule.every_hours} hours in {schedule.folder}, {schedule.keep} stay"
        if schedule
        else "none: guywire backup --every 24 FOLDER"
    )
    entries = [
        last,
        Entry("Last verified", verified, bool(state.verified_at)),
        Entry("Copy schedule", plan, bool(schedule)),
    ]
    if state.failure:
        entries.append(Entry("Last failure", state.failure, is_fine=False))
    return entries


def _worker() -> list[Entry]:
    state = worker_state()
    seen = f"seen {state.seen_at:{WHEN}}" if state.seen_at and state.text == "ok" else state.text
    return [Entry("Worker", seen, state.text == "ok")]


def _online_visits() -> list[Entry]:
    """A relay matters where somebody sees people online; camera and microphone need TLS."""
    if not Therapist.objects.filter(offers_online=True, uses_own_link=False).exists():
        return [Entry("Online visits", "not in the room of this site")]
    if not settings.BEHIND_TLS:
        text = "browsers give no camera without TLS: set GUYWIRE_URL to an https:// address"
        return [Entry("Online visits", text, is_fine=False)]
    if not settings.TURN_URLS:
        text = "no relay: most home networks cannot connect. Set GUYWIRE_TURN_URL and _SECRET"
        return [Entry("Online visits", text, is_fine=False)]
    account = Account(*relay_account(timezone.now() + RELAY_ACCOUNT_LASTS))
    return [_relay(url, account) for url in settings.TURN_URLS]


def _relay(url: str, account: Account) -> Entry:
    try:
        address = relayed_address(url, account)
    except RelayError as error:
        return Entry("Online visits", f"relay {url} {error}", is_fine=False)
    if address.is_private:
        text = f"relay {url} lends {address}, which no one outside can reach: set its external-ip"
        return Entry("Online visits", text, is_fine=False)
    return Entry("Online visits", f"relay {url} lends {address}")


def _certificate() -> list[Entry]:
    """Ask our own address, and nobody else's, for its certificate."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme != "https":
        return [Entry("Certificate", "none: the address is not https")]
    try:
        until = certificate_ends_at(str(parts.hostname), parts.port or 443)
    except (OSError, ValueError) as error:
        text = f"not known: {parts.netloc} does not answer here ({type(error).__name__})"
        return [Entry("Certificate", text)]
    is_fine = until > datetime.now(UTC) + CERTIFICATE_SOON
    return [Entry("Certificate", f"valid until {until:{WHEN}}", is_fine)]


def certificate_ends_at(host: str, port: int) -> datetime:
    """Return the last moment of a server's certificate, whoever signed it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, port), timeout=CERTIFICATE_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        certificate = secure.getpeercert(binary_form=True) or b""
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc


def _personal_data() -> list[Entry]:
    """Every place that holds something about a person."""
    home: Path = settings.GUYWIRE_HOME
    state = backup_state()
    copies = {home / "backups"} | ({Path(state.schedule.folder)} if state.schedule else set())
    former = list(home.glob("*before-restore-*"))
    folders = [home / "mail", home / "media", *sorted(copies), *sorted(former)]
    places = ["the database", *(str(path) for path in folders if path.exists())]
    if state.newest and state.newest.path and Path(state.newest.path).parent not in copies:
        places.append(state.newest.path)
    return [
        Entry("Personal data", "; ".join(places)),
        Entry("", "What people did not share is on their own devices only, in signed cookies."),
    ]


GROUPS: tuple[Callable[[], list[Entry]], ...] = (
    _versions,
    _places,
    _database,
    _key,
    _mail,
    _texts,
    _backups,
    _worker,
    _online_visits,
    _certificate,
    _personal_data,
)
