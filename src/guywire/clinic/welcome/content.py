"""What the public pages show has a version: a number in the database, raised by triggers.

While a page is made for somebody who only reads, `remembered` queries answer from memory as long
as the version and the quarter of an hour stay the same. Everywhere else (a form that was sent, a
command, the worker) they ask the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import get_language

from guywire.clinic.welcome.models import ContentVersion

P = ParamSpec("P")
T = TypeVar("T")

TABLE = ContentVersion._meta.db_table
VERSION_SQL = f"SELECT number FROM {TABLE}"  # noqa: S608 - a name of our own.
QUARTER_SECONDS = 15 * 60
MAX_ANSWERS = 2_000

Stamp = tuple[int, int]
"""The version of the content and the quarter of an hour: what is made of them stays true."""


class Reading(NamedTuple):
    """What a page that only reads is made of: one version of the content, in one language."""

    stamp: Stamp
    language: str | None
    connection: BaseDatabaseWrapper


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def quarter() -> int:
    """The quarter hours since 1970. Free times, and what is "today", change with them alone."""
    return int(time.time()) // QUARTER_SECONDS


def current_stamp() -> Stamp | None:
    """None inside a transaction: what it has changed is not there yet for anybody else."""
    if connection.in_atomic_block:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(VERSION_SQL)
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return (int(row[0]), quarter()) if row else None


@contextmanager
def reading() -> Iterator[None]:
    """Inside, neither the content nor the language changes, and nothing is asked a second time."""
    stamp = current_stamp()
    now = Reading(stamp, get_language(), connections[DEFAULT_DB_ALIAS]) if stamp else None
    token = _reading.set(now)
    try:
        yield
    finally:
        _reading.reset(token)


class Answers:
    """What was asked at one version of the content."""

    def __init__(self) -> None:
        self.stamp: Stamp | None = None
        self.known: dict[Any, Any] = {}

    def get(self, key: Any, ask: Callable[[], T]) -> T:
        now = _reading.get()
        if now is None or now.connection.in_atomic_block:
            return ask()
        if now.stamp != self.stamp or len(self.known) > MAX_ANSWERS:
            self.stamp, self.known = now.stamp, {}
        known = self.known
        key = (now.language, key)
        if key not in known:
            known[key] = ask()
        answer: T = known[key]
        return answer


def remembered(query: Callable[P, T]) -> Callable[P, T]:
    """For a query of public content alone, whose answer nobody changes."""
    answers = Answers()

    @wraps(query)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        return answers.get((args, tuple(kwargs.items())), lambda: query(*args, **kwargs))

    return answer


_parts = Answers()


def remembered_part(key: Any, render: Callable[[], T]) -> T:
    """For a part of a page that shows public content alone (guywire.clinic.public_parts)."""
    return _parts.get(key, render)
