"""Asks the relay of online visits for an address, as a browser in a visit does (TURN, RFC 8656)."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from aioice.stun import TransactionError, TransactionFailed
from aioice.turn import create_turn_endpoint

MAX_SECONDS = 5
DEFAULT_PORTS = {"turn": 3478, "turns": 5349}
UNAUTHORIZED = 401


class RelayError(Exception):
    """Why this relay is of no use, in a sentence without its end."""


@dataclass(frozen=True)
class Account:
    name: str
    password: str


def relayed_address(url: str, account: Account) -> IPv4Address | IPv6Address:
    """Return the address that this relay lends. Raises RelayError."""
    try:
        return asyncio.run(_lent(url, account))
    except TransactionFailed as error:
        raise RelayError(_refusal(error)) from None
    except ssl.SSLError as error:
        raise RelayError(f"its certificate is not trusted ({error.reason})") from None
    except (OSError, TransactionError) as error:
        raise RelayError(f"does not answer ({type(error).__name__})") from None


class _Loan(asyncio.DatagramProtocol):
    """What is lent until it is given back."""

    def __init__(self) -> None:
        self.returned = asyncio.Event()

    def connection_lost(self, _error: Exception | None) -> None:
        self.returned.set()


async def _lent(url: str, account: Account) -> IPv4Address | IPv6Address:
    scheme, _, rest = url.lower().partition(":")
    address, _, query = rest.partition("?")
    host, _, port = address.partition(":")
    secure = scheme == "turns"
    async with asyncio.timeout(MAX_SECONDS):
        endpoint, loan = await create_turn_endpoint(
            _Loan,
            (host, int(port or DEFAULT_PORTS[scheme])),
            account.name,
            account.password,
            ssl=ssl.create_default_context() if secure else None,
            transport="tcp" if secure or query == "transport=tcp" else "udp",
        )
        endpoint.close()
        await loan.returned.wait()
    return ip_address(endpoint.get_extra_info("sockname")[0])


def _refusal(error: TransactionFailed) -> str:
    code, _ = error.response.attributes.get("ERROR-CODE", (0, ""))
    if code == UNAUTHORIZED:
        return "refuses: GUYWIRE_TURN_SECRET is not its secret, or its clock is wrong"
    return f"refuses with code {code}"
