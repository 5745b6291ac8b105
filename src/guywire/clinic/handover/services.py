"""Hand what a device holds over to another one, by a code that works once, for minutes."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import NamedTuple

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction
from django.utils import timezone

from guywire.clinic.handover.models import Parcel
from guywire.clinic.people.copies import Copy, checked, copy_of
from guywire.clinic.people.device import DeviceRecord

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without those that are easily taken for another."""
CODE_LETTERS = 16
"""78 bits: more than anybody can try in ten minutes, on the web or on a stolen database."""
GROUP = 4
LASTS_MINUTES = 10


class _Keys(NamedTuple):
    lookup: str
    key: bytes


def seal(record: DeviceRecord) -> str:
    """Store what the device holds, sealed, and return the code that opens it."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    keys = _keys(letters)
    content = json.dumps(dict(copy_of(record))).encode()
    Parcel.objects.create(
        lookup=keys.lookup,
        sealed=Fernet(keys.key).encrypt(content),
        expires_at=timezone.now() + timedelta(minutes=LASTS_MINUTES),
    )
    return "-".join(letters[at : at + GROUP] for at in range(0, CODE_LETTERS, GROUP))


def look_into(code: str) -> Copy | None:
    """Return what the code opens and leave it there, or None if the code opens nothing."""
    keys = _keys(_letters_of(code))
    parcel = Parcel.objects.filter(lookup=keys.lookup, expires_at__gt=timezone.now()).first()
    if parcel is None:
        return None
    content: Copy = json.loads(Fernet(keys.key).decrypt(bytes(parcel.sealed)))
    return checked(content)


@transaction.atomic
def open_once(code: str) -> Copy | None:
    """Return what the code opens and delete it. Of two who come at once, one gets it."""
    copy = look_into(code)
    deleted, _ = Parcel.objects.filter(lookup=_keys(_letters_of(code)).lookup).delete()
    return copy if deleted else None


def delete_expired() -> bool:
    """Delete all that nobody took. There is never more to do."""
    Parcel.objects.filter(expires_at__lte=timezone.now()).delete()
    return False


def _letters_of(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in LETTERS)


def _keys(letters: str) -> _Keys:
    """Where the parcel lies, and what opens it: neither can be worked out from the other."""
    derived = HKDF(SHA256(), length=48, salt=None, info=b"guywire handover").derive(
        letters.encode() or b"-"
    )
    return _Keys(derived[:16].hex(), urlsafe_b64encode(derived[16:]))
