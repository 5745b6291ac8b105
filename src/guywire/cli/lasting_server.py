"""The server of `guywire serve`, which does not end because one of its processes was killed."""

from __future__ import annotations

import time
from typing import Any

from granian.server import MPServer

MAX_DEATHS = 10
MINUTE_SECONDS = 60.0


class LastingServer(MPServer):
    """Granian ends when a process dies within 5.5 seconds of the death of the one before it.

    The system kills twice that quickly when memory is short. This one ends only when processes
    die more than `MAX_DEATHS` times a minute, as they do when they cannot start at all.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.deaths: list[float] = []

    def _respawn_workers(self, workers: list[int], *given: Any, **named: Any) -> None:
        super()._respawn_workers(workers, *given, **named)
        now = time.monotonic()
        recent = [died_at for died_at in self.deaths if now - died_at < MINUTE_SECONDS]
        self.deaths = [*recent, *(now for _ in workers)]
        if len(self.deaths) <= MAX_DEATHS:
            self.respawned_wrks.clear()
