"""A stream sealed with a passphrase: scrypt for the key, AES-GCM over pieces of one megabyte.

The STREAM construction: each piece has the nonce (number, is last), so a piece that is missing,
repeated or moved is noticed, and so is a file that was cut off. The header is authenticated
with every piece. The salt is new for each file, so no nonce is used twice with one key.

Wire format: `MAGIC`, 1 byte log2 of scrypt's n, 16 bytes salt, then the pieces, each of
`PIECE_BYTES` of text and 16 bytes of tag; the last may be shorter.
"""

import os
from io import RawIOBase
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from guywire.clinic.backups.errors import BackupError

MAGIC = b"guywire-sealed-1\n"
LOG_N = 17
"""128 MB of memory for each guess of the passphrase."""
MAX_LOG_N = 20
SALT_BYTES = 16
TAG_BYTES = 16
PIECE_BYTES = 1 << 20
CHANGED = "The passphrase does not open this copy, or the copy was changed or cut off."


def is_sealed(head: bytes) -> bool:
    return head.startswith(MAGIC)


def _cipher(passphrase: str, log_n: int, salt: bytes) -> AESGCM:
    key = Scrypt(salt=salt, length=32, n=2**log_n, r=8, p=1).derive(passphrase.encode())
    return AESGCM(key)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class SealingWriter(RawIOBase):
    """Writes sealed pieces to `target`. `close` writes the last piece; `target` stays open."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(SALT_BYTES)
        self._header = MAGIC + bytes([LOG_N]) + salt
        self._cipher = _cipher(passphrase, LOG_N, salt)
        self._target = target
        self._text = bytearray()
        self._number = 0
        target.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._text += piece
        while len(self._text) > PIECE_BYTES:
            self._seal(bytes(self._text[:PIECE_BYTES]), is_last=False)
            del self._text[:PIECE_BYTES]
        return len(piece)

    def _seal(self, text: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last)
        self._target.write(self._cipher.encrypt(nonce, text, self._header))
        self._number += 1

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._text), is_last=True)
            super().close()


class UnsealingReader(RawIOBase):
    """Reads what `SealingWriter` wrote; raises `BackupError` where it is not that."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        self._header = source.read(len(MAGIC) + 1 + SALT_BYTES)
        log_n = self._header[len(MAGIC)] if len(self._header) > len(MAGIC) else 0
        if not is_sealed(self._header) or not 1 <= log_n <= MAX_LOG_N:
            raise BackupError(CHANGED)
        self._cipher = _cipher(passphrase, log_n, self._header[-SALT_BYTES:])
        self._source = source
        self._next = source.read(PIECE_BYTES + TAG_BYTES)
        self._number = 0
        self._text = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._text and self._next:
            self._text = self._unseal()
        count = min(len(view), len(self._text))
        view[:count] = self._text[:count]
        self._text = self._text[count:]
        return count

    def _unseal(self) -> bytes:
        piece, self._next = self._next, self._source.read(PIECE_BYTES + TAG_BYTES)
        nonce = _nonce(self._number, is_last=not self._next)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, piece, self._header)
        except InvalidTag:
            raise BackupError(CHANGED) from None
