"""Real threads, each with its own connection to one real database."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import TypeVar

from django.db import connection, connections

Result = TypeVar("Result")


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """What threads see: PostgreSQL as it is; SQLite as a file, as in the product.

    The test database of SQLite lives in the memory of one connection, where nothing races.
    """
    if connection.vendor != "sqlite":
        yield
        return
    file = folder / "race.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        # Sixteen connections that ask for this at once can lock each other out.
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    memory = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = memory


MAX_WAIT_SECONDS = 60
"""Then a race that cannot start fails instead of waiting forever."""


def race(*runs: Callable[[], str]) -> Counter[str]:
    """Let all go at the same moment; count what they return, or the error they meet."""
    start = Barrier(len(runs), timeout=MAX_WAIT_SECONDS)

    def runner(run: Callable[[], str]) -> str:
        try:
            connections["default"].ensure_connection()
            start.wait()
            return run()
        except ValueError as error:
            return type(error).__name__
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(runs)) as pool:
        return Counter(pool.map(runner, runs))


def in_a_thread(read: Callable[[], Result]) -> Result:
    """Read what the racing threads left behind."""
    found: list[Result] = []

    def runner() -> None:
        try:
            found.append(read())
        finally:
            connections["default"].close()

    thread = Thread(target=runner)
    thread.start()
    thread.join()
    return found[0]
