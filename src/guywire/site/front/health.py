"""Answers `/healthz` from a thread of its own, whatever the visitors are doing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from guywire.site.front.messages import Answer
from guywire.site.health import HEALTHY

JSON = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
FRESH_SECONDS = 1.0
MAX_WAIT_SECONDS = 3.0
Report = dict[str, Any]


class Health:
    def __init__(self, report: Callable[[], Report]) -> None:
        self.report = report
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self.looked_at = float("-inf")
        self.look: asyncio.Future[Report] | None = None

    async def answer(self) -> Answer:
        report = await self._report()
        body = json.dumps(report).encode()
        length = (b"content-length", str(len(body)).encode())
        return Answer(200 if report["status"] in HEALTHY else 503, [*JSON, length], body)

    async def _report(self) -> Report:
        """The last one, if it is fresh: any number of questions cost one look a second."""
        now = time.monotonic()
        if self.look is None or (self.look.done() and now - self.looked_at > FRESH_SECONDS):
            self.looked_at = now
            self.look = asyncio.get_running_loop().run_in_executor(self.thread, self.report)
        try:
            async with asyncio.timeout(MAX_WAIT_SECONDS):
                return await asyncio.shield(self.look)
        except TimeoutError:
            return {"status": f"The database has not answered for {MAX_WAIT_SECONDS:g} seconds."}
