"""Who uses a home: many may serve it, and whoever replaces it must be alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = ".in-use"
PREPARING_FILE = ".preparing"
_held: dict[Path, int] = {}
# Open for the life of the process: the lock goes with it, however the process ends.


class HomeInUseError(Exception):
    """Another Guywire serves or restores this home."""


def share(home: Path) -> None:
    """Say that this process and its children use the home.

    Raises
    ------
    HomeInUseError
        While a restore is going on.
    """
    _lock(home, fcntl.LOCK_SH)


def claim(home: Path) -> None:
    """Take the home for this process alone.

    Raises
    ------
    HomeInUseError
        While another process serves it.
    """
    _lock(home, fcntl.LOCK_EX)


@contextmanager
def preparing(home: Path) -> Iterator[None]:
    """Wait for another start of the same home to bring its database up to date first."""
    descriptor = os.open(home / PREPARING_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def release(home: Path) -> None:
    if (descriptor := _held.pop(home, None)) is not None:
        os.close(descriptor)


def _lock(home: Path, kind: int) -> None:
    release(home)
    descriptor = os.open(home / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise HomeInUseError from None
    _held[home] = descriptor
