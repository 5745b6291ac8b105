"""The worker's part: scheduled copies, made beside its other jobs because they take minutes."""

from threading import Thread

from django.db import connections
from django.utils import timezone

from guywire.clinic.backups import services
from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.models import Backup
from guywire.clinic.backups.queries import backup_state

_threads: list[Thread] = []


def run() -> bool:
    """Start the copy that is due, if none is being made.

    Raises
    ------
    BackupError
        While the last try failed, so that health and desk say so.
    """
    _threads[:] = [thread for thread in _threads if thread.is_alive()]
    if not _threads and services.is_backup_due():
        _threads.append(Thread(target=_make, name="backup"))
        _threads[0].start()
    if failure := backup_state().failure:
        raise BackupError(failure)
    return False


def wait() -> None:
    """Wait for the copy that is being made."""
    for thread in _threads:
        thread.join()


def _make() -> None:
    try:
        services.make_due_backup()
    except BackupError:
        pass  # Saved by the service; the next run raises it.
    except Exception as error:  # noqa: BLE001 - the edge of a thread: what it meets must be seen.
        failure = f"The copy failed ({type(error).__name__})."
        Backup.objects.create(made_at=timezone.now(), path="", is_scheduled=True, failure=failure)
    finally:
        connections.close_all()
