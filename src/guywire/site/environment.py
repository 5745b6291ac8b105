"""What the operator may set from outside. Everything has a default that works on one machine.

`check()` reads every setting once at start and lists what is wrong, one sentence for each.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Callable, Mapping
from datetime import time
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from guywire.clinic.messages.sms_url import SmsAccount, SmsUrlError, parse_sms_url
from guywire.clinic.messages.smtp_url import SmtpServer, SmtpUrlError, parse_smtp_url
from guywire.site.database_url import DatabaseUrlError, parse_database_url, sqlite_settings

KNOWN = frozenset(
    {
        "GUYWIRE_HOME",
        "GUYWIRE_URL",
        "GUYWIRE_HOSTS",
        "GUYWIRE_BOOKINGS_PER_NETWORK",
        "GUYWIRE_QUESTIONS_PER_NETWORK",
        "GUYWIRE_OWN_NETWORKS",
        "GUYWIRE_DATABASE_URL",
        "GUYWIRE_SMTP_URL",
        "GUYWIRE_SMS_URL",
        "GUYWIRE_TEXT_HOURS",
        "GUYWIRE_SECRET_KEY",
        "GUYWIRE_OLD_SECRET_KEYS",
        "GUYWIRE_TRUSTED_PROXIES",
        "GUYWIRE_BACKUP_PASSPHRASE",
        "GUYWIRE_TURN_URL",
        "GUYWIRE_TURN_SECRET",
    }
)
"""Each name is explained in docs/operating.md; a test holds the two together."""
CONSOLE = "console:"
"""In place of the address of a mail server: print each email where the worker runs."""
FOR_TESTS = "GUYWIRE_TEST_"
OWN_FILES = frozenset({"secret_key", "guywire.sqlite3", "static", "mail", "media", "backups"})
"""A folder that holds one of these has been a home before."""
SYSTEM_FOLDERS = re.compile(
    r"/|/(bin|boot|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)"
    r"|/usr/local|/var/(lib|log|tmp|www)"
)
MIN_SECRET_KEY_CHARS = 32
MIN_PASSPHRASE_CHARS = 12
MAX_TRUSTED_PROXIES = 10
TURN_URL = re.compile(r"turns?:[a-z0-9.-]+(:[0-9]{1,5})?(\?transport=(udp|tcp))?", re.IGNORECASE)
HOST = re.compile(r"\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class SettingError(ValueError):
    """What is wrong with one setting, in a sentence for the operator. Holds no secret."""


class SettingsError(SystemExit):
    """Ends the program with its sentences on standard error, status 1 and no traceback."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))


def check() -> None:
    """Read every setting.

    Raises
    ------
    SettingsError
        With a sentence for each setting that cannot be used.
    """
    problems = []
    for read in READERS:
        try:
            read()
        except SettingError as error:
            problems.append(str(error))
    if problems:
        raise SettingsError(list(dict.fromkeys(problems)))


def check_names(names: Mapping[str, str] = os.environ) -> None:
    unknown = sorted(
        name
        for name in names
        if name.startswith("GUYWIRE_") and not name.startswith(FOR_TESTS) and name not in KNOWN
    )
    if unknown:
        raise SettingError(" ".join(_unknown_name_text(name) for name in unknown))


def _unknown_name_text(name: str) -> str:
    alike = get_close_matches(name, sorted(KNOWN), n=1, cutoff=0.75)
    advice = f"did you mean {alike[0]}?" if alike else "docs/operating.md lists what can be set."
    return f"{name} is not a setting of Guywire: {advice}"


def home() -> Path:
    given = os.environ.get("GUYWIRE_HOME", "")
    path = Path(given or "var").resolve()
    how = "Set GUYWIRE_HOME to a folder of its own, such as /var/lib/guywire."
    if SYSTEM_FOLDERS.fullmatch(str(path)):
        raise SettingError(f"Guywire's home would be {path}, which belongs to the system. {how}")
    if path.exists() and not path.is_dir():
        raise SettingError(f"Guywire's home would be {path}, which is a file. {how}")
    if path.is_dir() and _is_foreign(path):
        raise SettingError(f"Guywire's home would be {path}, which holds other files. {how}")
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise SettingError(
            f"Guywire cannot write to its home {path} ({error.strerror}). {how}"
        ) from None
    return path


def _is_foreign(path: Path) -> bool:
    try:
        names = {entry.name for entry in path.iterdir() if not entry.name.startswith(".")}
    except OSError:
        return False  # Writing to it will fail, with a sentence that says why.
    return bool(names - {"lost+found"}) and not names & OWN_FILES


def public_url() -> str:
    url = os.environ.get("GUYWIRE_URL", "http://localhost:8000")
    example = "as in https://guywire.example.org"
    if "@" in url:
        raise SettingError(f"GUYWIRE_URL takes no user and no password: write it {example}.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise SettingError(f"GUYWIRE_URL is not an address ({url}): write it {example}.") from None
    if parts.scheme not in ("http", "https"):
        raise SettingError(f"GUYWIRE_URL must start with http:// or https://, {example} ({url}).")
    if not HOST.fullmatch(_host_part(parts.netloc)):
        raise SettingError(f"GUYWIRE_URL needs a plain host name, {example} ({url}).")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingError(
            f"GUYWIRE_URL cannot have a path: Guywire needs a host name of its own, "
            f"{example} ({url})."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _host_part(netloc: str) -> str:
    return re.sub(r":\d+$", "", netloc)


def hosts() -> list[str]:
    named = [host.strip() for host in os.environ.get("GUYWIRE_HOSTS", "").split(",")]
    named = [host for host in named if host]
    for host in named:
        if not HOST.fullmatch(host):
            raise SettingError(
                f"GUYWIRE_HOSTS takes host names with commas between them, without scheme, "
                f"port or path: “{host}” is none."
            )
    own = urlsplit(public_url()).hostname or "localhost"
    return list(dict.fromkeys([own, "localhost", "127.0.0.1", "[::1]", *named]))


def secret_key() -> str:
    """Return the key from the environment, or the one made at the first start in the home."""
    if given := os.environ.get("GUYWIRE_SECRET_KEY"):
        if len(given) < MIN_SECRET_KEY_CHARS:
            raise SettingError(
                f"GUYWIRE_SECRET_KEY has {len(given)} characters and needs at least "
                f"{MIN_SECRET_KEY_CHARS}: unset it, and Guywire makes one in its home."
            )
        return given
    path = secret_key_path()
    if not path.exists():
        _write_new(path, secrets.token_urlsafe(50))
    try:
        key = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"The key in {path} cannot be read ({type(error).__name__}): "
            "let the user that runs Guywire read it, or restore it from a backup."
        ) from None
    if len(key) < MIN_SECRET_KEY_CHARS:
        raise SettingError(f"The key in {path} is cut off: restore it from a backup.")
    return key


def old_secret_keys() -> list[str]:
    """Return keys that no longer sign, and whose signatures still hold."""
    given = os.environ.get("GUYWIRE_OLD_SECRET_KEYS", "")
    keys = [key.strip() for key in given.split(",") if key.strip()]
    if short := [key for key in keys if len(key) < MIN_SECRET_KEY_CHARS]:
        raise SettingError(
            f"GUYWIRE_OLD_SECRET_KEYS has a key of {len(short[0])} characters, and keys have at "
            f"least {MIN_SECRET_KEY_CHARS}: separate them with commas."
        )
    return keys


def secret_key_path() -> Path:
    return home() / "secret_key"


def key_differs_from_home() -> bool:
    """Whether the environment gives another key than the one that is kept in the home."""
    given, path = os.environ.get("GUYWIRE_SECRET_KEY"), secret_key_path()
    return bool(given) and path.exists() and path.read_text().strip() != given


def _write_new(path: Path, text: str) -> None:
    """Write a file that appears whole, and never replaces one that another process made."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def database() -> dict[str, object]:
    """Return Django's settings of the one database."""
    url = os.environ.get("GUYWIRE_DATABASE_URL")
    if not url:
        return sqlite_settings(home() / "guywire.sqlite3")
    try:
        return parse_database_url(url)
    except DatabaseUrlError as error:
        raise SettingError(f"GUYWIRE_DATABASE_URL {error}") from None


def trusted_proxies() -> int:
    """Return how many proxies stand in front and add to X-Forwarded-For."""
    given = os.environ.get("GUYWIRE_TRUSTED_PROXIES")
    if given is None:
        return 1 if public_url().startswith("https://") else 0
    if not re.fullmatch(r"[0-9]{1,3}", given) or int(given) > MAX_TRUSTED_PROXIES:
        raise SettingError(
            f"GUYWIRE_TRUSTED_PROXIES is the number of proxies in front, 0 to "
            f"{MAX_TRUSTED_PROXIES} (“{given}”)."
        )
    return int(given)


def bookings_per_network() -> int:
    """Return how many visits one network may book on the web in an hour."""
    return _amount("GUYWIRE_BOOKINGS_PER_NETWORK", 30)


def questions_per_network() -> int:
    """Return how many questions and first shares one network may send in an hour."""
    return _amount("GUYWIRE_QUESTIONS_PER_NETWORK", 20)


def _amount(name: str, usual: int) -> int:
    given = os.environ.get(name, str(usual))
    if not re.fullmatch(r"[0-9]{1,5}", given) or int(given) == 0:
        raise SettingError(f"{name} is a number an hour, 1 to 99999 (“{given}”).")
    return int(given)


def own_networks() -> list[IPv4Network | IPv6Network]:
    """Return the clinic's own addresses, which no limit for a network counts."""
    named = [text.strip() for text in os.environ.get("GUYWIRE_OWN_NETWORKS", "").split(",")]
    try:
        return [ip_network(text, strict=False) for text in named if text]
    except ValueError as error:
        raise SettingError(
            f"GUYWIRE_OWN_NETWORKS takes addresses with commas between them, "
            f"such as 203.0.113.7, 2001:db8:1::/56 ({error})."
        ) from None


def message_channel() -> str:
    """Return the folder in `clinic/messages/channels` that email goes by."""
    url = os.environ.get("GUYWIRE_SMTP_URL")
    if url == CONSOLE:
        return "console"
    return "email" if url else "file"


def mail_server() -> SmtpServer | None:
    """Return the mail server, or None where email is only printed, or written to a folder."""
    url = os.environ.get("GUYWIRE_SMTP_URL")
    if not url or url == CONSOLE:
        return None
    try:
        return parse_smtp_url(url)
    except SmtpUrlError as error:
        raise SettingError(f"GUYWIRE_SMTP_URL {error}") from None


def sms_account() -> SmsAccount | None:
    """Return the account at the text message service, or None where no texts are sent."""
    url = os.environ.get("GUYWIRE_SMS_URL")
    if not url:
        return None
    try:
        return parse_sms_url(url)
    except SmsUrlError as error:
        raise SettingError(f"GUYWIRE_SMS_URL {error}") from None


def text_hours() -> tuple[time, time]:
    """Return the hours between which texts leave, by the clock of the clinic."""
    given = os.environ.get("GUYWIRE_TEXT_HOURS", "8:00-21:00")
    clock = "([01]?[0-9]|2[0-3])(?::([0-5][0-9]))?"
    parts = re.fullmatch(f"{clock}-{clock}", given)
    if parts is not None:
        first = time(int(parts[1]), int(parts[2] or 0))
        last = time(int(parts[3]), int(parts[4] or 0))
        if first < last:
            return first, last
    raise SettingError(
        f"GUYWIRE_TEXT_HOURS is the hours in which texts leave, such as 8:00-21:00 (“{given}”)."
    )


def backup_passphrase() -> str | None:
    """Return what seals copies, or None for copies that are not sealed."""
    given = os.environ.get("GUYWIRE_BACKUP_PASSPHRASE")
    if given is not None and len(given) < MIN_PASSPHRASE_CHARS:
        raise SettingError(
            f"GUYWIRE_BACKUP_PASSPHRASE has {len(given)} characters and needs at least "
            f"{MIN_PASSPHRASE_CHARS}, such as five random words."
        )
    return given


def turn_urls() -> list[str]:
    """Return the addresses of the relay for online visits."""
    given = os.environ.get("GUYWIRE_TURN_URL", "")
    urls = [url.strip() for url in given.split(",") if url.strip()]
    for url in urls:
        if not TURN_URL.fullmatch(url):
            raise SettingError(
                "GUYWIRE_TURN_URL takes addresses such as turn:turn.example.org:3478, "
                f"turns:turn.example.org:5349, with commas between them (“{url}”)."
            )
    if urls and not turn_secret():
        raise SettingError(
            "GUYWIRE_TURN_URL needs GUYWIRE_TURN_SECRET: the static-auth-secret of the relay."
        )
    if turn_secret() and not urls:
        raise SettingError("GUYWIRE_TURN_SECRET needs GUYWIRE_TURN_URL: the address of the relay.")
    return urls


def turn_secret() -> str:
    return os.environ.get("GUYWIRE_TURN_SECRET", "")


READERS: tuple[Callable[[], object], ...] = (
    check_names,
    home,
    public_url,
    hosts,
    secret_key,
    old_secret_keys,
    database,
    mail_server,
    sms_account,
    text_hours,
    trusted_proxies,
    bookings_per_network,
    questions_per_network,
    own_networks,
    backup_passphrase,
    turn_urls,
)
