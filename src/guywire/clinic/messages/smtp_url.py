"""The mail server as the operator writes it, in one URL. Knows no Django: settings read it."""

import re
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit


class Security(Enum):
    STARTTLS = "STARTTLS"
    IMPLICIT_TLS = "TLS from the first byte"
    NONE = "no encryption"


SCHEMES = {
    "smtp+tls": (Security.STARTTLS, 587),
    "smtp+starttls": (Security.STARTTLS, 587),
    "smtps": (Security.IMPLICIT_TLS, 465),
    "smtp+unencrypted": (Security.NONE, 25),
}
HOW_TO_WRITE = (
    "Write smtp+tls://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://USER:PASSWORD@HOST:465 "
    "(TLS from the start). Write smtp+unencrypted://HOST:25 only for a server on this machine."
)


class SmtpUrlError(ValueError):
    """Which part of the URL is not understood, in one sentence, without the password."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} {HOW_TO_WRITE}")


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""
    sender: str = ""
    """The address email comes from; empty for no-reply at the clinic's own host name."""

    def __repr__(self) -> str:
        """Without the password: settings end up in logs."""
        return f"SmtpServer({self.host}:{self.port}, {self.security.value})"


def parse_smtp_url(url: str) -> SmtpServer:
    """Parse `scheme://user:password@host:port?from=address`. Raise SmtpUrlError."""
    scheme = url.partition("://")[0].lower() if "://" in url else ""
    if scheme == "smtp":
        raise SmtpUrlError("does not say whether the connection is encrypted.")
    if scheme not in SCHEMES:
        raise SmtpUrlError(f"does not start with {', '.join(f'{name}://' for name in SCHEMES)}.")
    if re.search(r"\s", url):
        raise SmtpUrlError("contains a space. Write %20 for a space in a password.")
    before_host = url.partition("://")[2].partition("?from=")[0].rpartition("@")[0]
    if "#" in url or re.search("[/?]", before_host):
        raise SmtpUrlError("contains #, / or ? in the password. Write %23, %2F or %3F instead.")
    parts = urlsplit(url)
    security, default_port = SCHEMES[scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise SmtpUrlError("names a user without a password, or a password without a user.")
    port = _port(parts) or default_port
    return SmtpServer(_host(parts), port, security, user, password, _sender(parts))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not re.fullmatch(r"[a-z0-9.:_-]+", host):
        raise SmtpUrlError("names no host that can be read.")
    if parts.path not in ("", "/"):
        raise SmtpUrlError(f"has {parts.path!r} after the host.")
    return host


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise SmtpUrlError("has a port that is not a number from 1 to 65535.")
    return port


def _sender(parts: SplitResult) -> str:
    options = parse_qs(parts.query, keep_blank_values=True)
    if set(options) - {"from"}:
        raise SmtpUrlError("has an option other than ?from=ADDRESS.")
    sender = options.get("from", [""])[-1]
    if options and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", parseaddr(sender)[1] or "-"):
        raise SmtpUrlError(f"has ?from={sender}, which is not an email address.")
    return sender
