"""The loop that does the practice's work outside requests: it sends, reminds and cleans up.

Any number of workers may run. The database lets one of them work: the one whose lease it holds.
A lease that was not renewed in time passes to the next that asks.
"""

import logging
import traceback
import uuid
from collections.abc import Iterable
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.jobs.job import Job
from guywire.clinic.jobs.models import JobRun, WorkerLease

LEASE = timedelta(seconds=90)
RENEW_EVERY = timedelta(seconds=15)
RETRY_FAILING_AFTER = timedelta(minutes=1)
PAUSE_SECONDS = 2.0
"""How long a new message waits at most when nothing else is to do."""

logger = logging.getLogger(__name__)


class Worker:
    def __init__(self, jobs: Iterable[Job]) -> None:
        self.jobs = tuple(jobs)
        self.holder = uuid.uuid4()

    def run_until(self, stop: Event) -> None:
        """Work until `stop` is set. Outlives whatever a job or the database raises."""
        while not stop.is_set():
            close_old_connections()
            if not self.step():
                stop.wait(PAUSE_SECONDS)
        self._release()
        connections.close_all()

    def step(self) -> bool:
        """Do one piece of every job that is due. Return whether more is waiting."""
        try:
            return self._holds_lease() and sum(self._run(job) for job in self.jobs) > 0
        except Exception as error:  # noqa: BLE001 - the loop must live, whatever comes.
            log_failure("The worker waits for the database", error)
            return False

    def run_once(self) -> None:
        """Do all that is due now, if this worker holds the lease."""
        while self.step():
            pass

    def _holds_lease(self) -> bool:
        now = timezone.now()
        lease = WorkerLease.objects.filter(pk=1).first()
        if lease is None:
            lease, created = WorkerLease.objects.get_or_create(
                pk=1, defaults={"holder": self.holder, "seen_at": now}
            )
            return created or lease.holder == self.holder
        if lease.holder == self.holder and now - RENEW_EVERY < lease.seen_at <= now:
            return True
        # A clock that was set back must not leave the lease of a dead worker in the future.
        expired = Q(seen_at__lte=now - LEASE) | Q(seen_at__gt=now + LEASE)
        free = WorkerLease.objects.filter(Q(holder=self.holder) | expired, pk=1)
        return bool(free.update(holder=self.holder, seen_at=now))

    def _release(self) -> None:
        """Let the next worker start at once."""
        try:
            WorkerLease.objects.filter(pk=1, holder=self.holder).update(
                seen_at=timezone.now() - LEASE
            )
        except DatabaseError as error:
            log_failure("The worker could not give its lease back", error)

    def _run(self, job: Job) -> bool:
        run, _ = JobRun.objects.get_or_create(
            name=job.name, defaults={"started_at": timezone.now() - job.every}
        )
        now = timezone.now()
        pause = max(job.every, RETRY_FAILING_AFTER) if run.failure else job.every
        if now - pause < run.started_at <= now:
            return False
        try:
            more = job.run()
        except Exception as error:  # noqa: BLE001 - the loop must live.
            log_failure(f"The job {job.name} failed and will run again", error)
            _record(job, failure=type(error).__name__)
            return False
        # A job that is asked every two seconds writes a row only when it has news.
        if not more and (job.every or run.failure):
            _record(job, failure="")
        return more


def _record(job: Job, failure: str) -> None:
    now = timezone.now()
    ended = {"started_at": now, "failure": failure} | ({} if failure else {"finished_at": now})
    JobRun.objects.filter(name=job.name).update(**ended)


def log_failure(text: str, error: Exception) -> None:
    """Log the type of the error and the line it came from, never its words: they hold people."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename.rpartition('guywire/')[2]}:{frames[-1].lineno}" if frames else ""
    logger.error("%s: %s (%s).", text, type(error).__name__, where)
