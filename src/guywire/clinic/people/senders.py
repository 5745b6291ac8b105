"""Where a request comes from, as the limits count it. No address is stored, only a keyed hash."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD_PREFIX = 56
"""Bits of an IPv6 address that one household shares. Providers hand homes a /56 (RIPE-690,
section 4.2; RFC 6177), so that a /64 would give one sender 256 identities. Phones get a /64 each:
256 neighbors on a mobile network count as one, which limits made for a whole network allow."""

UNREADABLE = "unreadable"
Address = IPv4Address | IPv6Address


def network_of(request: HttpRequest) -> str:
    """The network that a request is counted by; one word for all unreadable addresses."""
    address = address_of(request)
    if address is None:
        return UNREADABLE
    if isinstance(address, IPv6Address):
        return str(ip_network((address, HOUSEHOLD_PREFIX), strict=False))
    return str(address)


def is_own_network(request: HttpRequest) -> bool:
    """Whether the operator named this address as the clinic's own (GUYWIRE_OWN_NETWORKS)."""
    address = address_of(request)
    return address is not None and any(address in network for network in settings.OWN_NETWORKS)


def address_of(request: HttpRequest) -> Address | None:
    """The address that the outermost trusted proxy saw, or else the other end of the connection.

    Entries to the left of it are whatever the sender wrote.
    """
    if settings.TRUSTED_PROXIES:
        entries = request.headers.get("X-Forwarded-For", "").split(",")
        if len(entries) >= settings.TRUSTED_PROXIES:
            address = _parsed(entries[-settings.TRUSTED_PROXIES])
            if address is not None:
                return address
    return _parsed(request.META.get("REMOTE_ADDR", ""))


def _parsed(text: str) -> Address | None:
    """Parse an address, also with a port: 203.0.113.7:443, [2001:db8::1]:443."""
    bare = text.strip().split("%")[0]
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
