"""Encrypts member numbers with keys made from the practice's signing keys.

A number is readable with the signing key of today or one of GUYWIRE_OLD_SECRET_KEYS. The worker
seals what an old key sealed with the key of today, so that old keys can be dropped.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"guywire.insurance.member_number"
SHOWN_CHARS = 4
MAX_SHOWN_SHARE = 0.5


class UnreadableError(ValueError):
    def __init__(self) -> None:
        super().__init__("Sealed with a key this practice no longer has. Ask for the number again.")


def seal(text: str) -> str:
    return Fernet(_key(settings.SECRET_KEY)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        return MultiFernet([Fernet(_key(key)) for key in keys]).decrypt(sealed).decode()
    except InvalidToken as error:
        raise UnreadableError from error


def current_mark() -> str:
    return _mark(settings.SECRET_KEY)


def old_marks() -> list[str]:
    return [_mark(key) for key in settings.SECRET_KEY_FALLBACKS]


def masked(text: str) -> str:
    """Dots and the last characters; of a short number no more than half."""
    shown = min(SHOWN_CHARS, int(len(text) * MAX_SHOWN_SHARE))
    return f"••••{text[len(text) - shown :]}"


def _mark(secret: str) -> str:
    return hashlib.sha256(_key(secret)).hexdigest()[:16]


@cache
def _key(secret: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
