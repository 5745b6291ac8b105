"""How many wrong passwords and codes an account takes, without locking out its owner.

Tries are counted apart for each account and sender, so that wrong passwords of one account lock
no colleague. A device that has signed in before has a count of its own (the device cookies of
OWASP's "Slow Down Online Guessing Attacks"): whoever guesses elsewhere cannot use it up. Senders
that never signed in share a further count for each account, against guessing from many networks.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import Staff
from guywire.clinic.people.senders import is_own_network, network_of

SENDER = Limit("signin.sender", 5, timedelta(minutes=5))
STRANGERS = Limit("signin.strangers", 50, timedelta(hours=1))
NETWORK = Limit("signin.network", 60, timedelta(minutes=5))
"""Whatever account is named: each try costs a hash of a password."""
SIGNED_IN_HERE = Limit("signin.here", 2**31 - 1, timedelta(days=90))
STEPS = ("password", "code")
COOKIE = "guywire_signed_in"
COOKIE_SALT = "guywire.signed-in"
COOKIE_SECONDS = 400 * 24 * 3600
MAX_ACCOUNTS_PER_DEVICE = 12


class Tries:
    """The counts that one try at one account adds to."""

    def __init__(self, request: HttpRequest, account: str, step: str = "password") -> None:
        account, network = account.casefold(), network_of(request)
        device = _device_of(request, account)
        place = f"{account} {network}"
        self._counts = [(SENDER, f"{step} {f'{account} device {device}' if device else place}")]
        if not device:
            if not SIGNED_IN_HERE.has_begun(place):
                self._counts.append((STRANGERS, f"{step} {account}"))
            if not is_own_network(request):
                self._counts.append((NETWORK, network))
        self._spent: list[tuple[Limit, str]] = []

    def spend(self) -> bool:
        """Count the try before it is made. A refused try counts nowhere."""
        for limit, subject in self._counts:
            if not limit.spend(subject):
                self.give_back()
                return False
            self._spent.append((limit, subject))
        return True

    def give_back(self) -> None:
        """The password or code was right."""
        while self._spent:
            limit, subject = self._spent.pop()
            limit.give_back(subject)


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """This device, and this network, have signed in to the account."""
    account = account.casefold()
    trust_network(request, account)
    if _device_of(request, account):
        return
    recent = dict(list(_accounts_of(request).items())[-MAX_ACCOUNTS_PER_DEVICE + 1 :])
    known = recent | {account: secrets.token_hex(8)}
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=COOKIE_SALT, compress=True),
        max_age=COOKIE_SECONDS,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def trust_network(request: HttpRequest, account: str) -> None:
    """Whoever opened the link in the account's mailbox is let in from there."""
    place = f"{account.casefold()} {network_of(request)}"
    for step in STEPS:
        SENDER.clear(f"{step} {place}")
    SIGNED_IN_HERE.spend(place)


def trust_after_reset(request: HttpRequest, user: Staff, **_signal: Any) -> None:
    trust_network(request, user.email)


def _device_of(request: HttpRequest, account: str) -> str:
    return _accounts_of(request).get(account, "")


def _accounts_of(request: HttpRequest) -> dict[str, str]:
    try:
        known = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=COOKIE_SALT, max_age=COOKIE_SECONDS
        )
    except signing.BadSignature:
        return {}
    return dict(known)
