"""Where `guywire serve` listens: a host that resolves, on a port that nobody else uses."""

import errno
import socket

from guywire.cli.start import refuse

REASONS = {
    errno.EADDRINUSE: "Port {port} on {host} is in use: stop what uses it, or pass another --port.",
    errno.EACCES: "Port {port} needs more rights: pass a --port of 1024 or more, behind a proxy.",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine: pass another --host.",
}


def listening_address(host: str, port: int) -> str:
    """Return the address to bind, or end the program with one sentence.

    The server shares its port between its own processes (SO_REUSEPORT), so a second
    server of the same user would bind too: only a bind without that option can tell.
    """
    try:
        choices = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        refuse(f"“{host}” is no host name that this machine knows: pass another --host.")
    family, _, _, _, address = min(choices, key=lambda choice: choice[0] != socket.AF_INET)
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            reason = REASONS.get(
                error.errno or 0, "Guywire cannot listen on {host}:{port}: {error}."
            )
            refuse(reason.format(host=host, port=port, error=error.strerror))
    return str(address[0])
