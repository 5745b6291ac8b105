"""How often something may be done: counted in a table of its own, exact under races.

Spend inside the transaction of what is limited, and a refusal that comes later costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guywire.clinic.people.models import LimitCount
from guywire.clinic.people.senders import is_own_network, network_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `amount` times within `window`, which begins with the first time."""

    name: str
    amount: int
    window: timedelta

    def spend(self, subject: str) -> bool:
        """Count once for `subject`. Return False, and count nothing, if the amount is used up."""
        counted = self._count(subject)
        if not counted:
            logger.warning("The limit %s was reached.", self.name)
        return counted

    def _count(self, subject: str) -> bool:
        key, now = self._key(subject), timezone.now()
        if self._count_up(key) or self._start_over(key):
            return True
        try:
            with transaction.atomic():
                LimitCount.objects.create(key=key, count=1, until=now + self.window)
        except IntegrityError:
            # Somebody made the row in the meantime, or it stands there, used up.
            return self._count_up(key)
        return True

    def give_back(self, subject: str) -> None:
        row = LimitCount.objects.filter(key=self._key(subject), count__gt=0)
        row.update(count=F("count") - 1)

    def has_begun(self, subject: str) -> bool:
        """Whether `subject` was counted within the window."""
        row = LimitCount.objects.filter(key=self._key(subject), until__gt=timezone.now())
        return row.exists()

    def clear(self, subject: str) -> None:
        LimitCount.objects.filter(key=self._key(subject)).delete()

    def spend_for_network(self, request: HttpRequest) -> bool:
        """Count once for the request's network; the clinic's own network has no limit."""
        return is_own_network(request) or self.spend(network_of(request))

    def _count_up(self, key: str) -> bool:
        row = LimitCount.objects.filter(key=key, until__gt=timezone.now(), count__lt=self.amount)
        return bool(row.update(count=F("count") + 1))

    def _start_over(self, key: str) -> bool:
        now = timezone.now()
        return bool(
            LimitCount.objects.filter(key=key, until__lte=now).update(
                count=1, until=now + self.window
            )
        )

    def _key(self, subject: str) -> str:
        return salted_hmac(f"guywire.limits.{self.name}", subject).hexdigest()


def lock(name: str, subjects: Iterable[str]) -> None:
    """Let no other transaction that names one of these subjects go on before this one ends."""
    turn = Limit(f"lock.{name}", 2**31 - 1, timedelta(minutes=1))
    for subject in sorted(filter(None, set(subjects))):
        turn.spend(subject)


def remove_expired() -> int:
    """Delete counts whose window is over. Return how many."""
    deleted, _ = LimitCount.objects.filter(until__lte=timezone.now()).delete()
    return deleted
