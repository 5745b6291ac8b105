"""Asks the relay of online visits for an address, as a browser in a visit does (TURN, RFC 8656)."""

from __future__ import annotations

import hashlib
import hmac
import os
import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass
from ipaddress import IPv4Address

WAIT_SECONDS = 3
ALLOCATE, ALLOCATED, REFRESH = 0x0003, 0x0103, 0x0004
USERNAME, INTEGRITY, ERROR, LIFETIME = 0x0006, 0x0008, 0x0009, 0x000D
REALM, NONCE, RELAYED, TRANSPORT = 0x0014, 0x0015, 0x0016, 0x0019
COOKIE = 0x2112A442
UDP = bytes([17, 0, 0, 0])
UNAUTHORIZED = 401
DEFAULT_PORTS = {"turn": 3478, "turns": 5349}
Attributes = dict[int, bytes]


class RelayError(Exception):
    """Why this relay is of no use, in a sentence without its end."""


@dataclass(frozen=True)
class Account:
    name: str
    password: str


def relayed_address(url: str, account: Account) -> IPv4Address:
    """Return the address that this relay lends. Raises RelayError."""
    try:
        with closing(_connection(url)) as connection:
            return _allocate(connection, account)
    except ssl.SSLError as error:
        raise RelayError(f"its certificate is not trusted ({error.reason})") from None
    except OSError as error:
        raise RelayError(f"does not answer ({type(error).__name__})") from None
    except (struct.error, KeyError, IndexError):
        raise RelayError("answers what is not TURN") from None


def _connection(url: str) -> socket.socket:
    scheme, _, rest = url.partition(":")
    address, _, query = rest.partition("?")
    host, _, port = address.partition(":")
    where = host, int(port or DEFAULT_PORTS[scheme.lower()])
    if scheme.lower() == "turns":
        plain = socket.create_connection(where, WAIT_SECONDS)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    if query.lower() == "transport=tcp":
        return socket.create_connection(where, WAIT_SECONDS)
    connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    connection.settimeout(WAIT_SECONDS)
    connection.connect(where)
    return connection


def _allocate(connection: socket.socket, account: Account) -> IPv4Address:
    """The first question is refused, with what the second has to be signed with."""
    _, challenge = _ask(connection, ALLOCATE, {TRANSPORT: UDP})
    named = {USERNAME: account.name.encode(), REALM: challenge[REALM], NONCE: challenge[NONCE]}
    words = b":".join((named[USERNAME], named[REALM], account.password.encode()))
    key = hashlib.md5(words, usedforsecurity=False).digest()
    kind, answer = _ask(connection, ALLOCATE, {TRANSPORT: UDP, **named}, key)
    if kind != ALLOCATED:
        code = answer[ERROR][2] * 100 + answer[ERROR][3]
        if code == UNAUTHORIZED:
            raise RelayError(
                "refuses: GUYWIRE_TURN_SECRET is not its secret, or its clock is wrong"
            )
        raise RelayError(f"refuses with code {code}")
    (number,) = struct.unpack("!I", answer[RELAYED][4:8])
    connection.send(_message(REFRESH, {LIFETIME: bytes(4), **named}, key))
    return IPv4Address(number ^ COOKIE)


def _ask(
    connection: socket.socket, kind: int, attributes: Attributes, key: bytes = b""
) -> tuple[int, Attributes]:
    connection.send(_message(kind, attributes, key))
    content = connection.recv(2048)
    answered, length = struct.unpack("!HH", content[:4])
    found: Attributes = {}
    at = 20
    while at < 20 + length:
        name, size = struct.unpack("!HH", content[at : at + 4])
        found[name] = content[at + 4 : at + 4 + size]
        at += 4 + size + -size % 4
    return answered, found


def _message(kind: int, attributes: Attributes, key: bytes) -> bytes:
    body = b"".join(
        struct.pack("!HH", name, len(value)) + value + bytes(-len(value) % 4)
        for name, value in attributes.items()
    )
    identity = os.urandom(12)
    if not key:
        return struct.pack("!HHI", kind, len(body), COOKIE) + identity + body
    # The length counts the signature, which is not signed itself.
    signed = struct.pack("!HHI", kind, len(body) + 24, COOKIE) + identity + body
    signature = hmac.new(key, signed, hashlib.sha1).digest()
    return signed + struct.pack("!HH", INTEGRITY, len(signature)) + signature
