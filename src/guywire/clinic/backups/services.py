"""Making, checking and restoring copies of the practice."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from guywire.clinic.backups import archive
from guywire.clinic.backups.archive import Manifest
from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.models import Backup, BackupSchedule
from guywire.clinic.backups.postgres import PostgresCopier
from guywire.clinic.backups.sqlite import SqliteCopier

SUFFIX = ".guywire"
UPGRADE_COPIES = 3
UPGRADE_PREFIX = "before-upgrade-"
RETRY_AFTER = timedelta(hours=1)


class Copier(Protocol):
    def copy(self, target: Path) -> dict[str, int]: ...

    def check(self, copy: Path) -> dict[str, int]: ...

    def replace(self, copy: Path, keep_in: Path, rows: dict[str, int]) -> str: ...


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    kept: list[str]
    """Where the former database, key and media are."""


def copier() -> Copier:
    return SqliteCopier(connection) if connection.vendor == "sqlite" else PostgresCopier(connection)


def make_backup(
    target: Path, passphrase: str | None = None, *, is_scheduled: bool = False
) -> Backup:
    """Copy database, key and media to a new file, while the practice runs.

    Parameters
    ----------
    target
        A file that does not exist yet, or a folder, which then gets a file named by the time.

    Raises
    ------
    BackupError
        When the copy cannot be made. Nothing is left of it.
    """
    started = time.monotonic()
    made_at = timezone.now()
    path = _new_path(target, made_at)
    try:
        with _scratch(path.parent) as folder:
            manifest = _gather(folder, made_at)
            archive.write_archive(path, manifest, folder, passphrase)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror or error}.") from None
    backup = Backup(
        archive_id=manifest.id,
        made_at=made_at,
        path=str(path),
        bytes=path.stat().st_size,
        rows=manifest.row_count,
        seconds=round(time.monotonic() - started, 1),
        is_sealed=bool(passphrase),
        is_scheduled=is_scheduled,
    )
    if _has_table():
        backup.save()
    return backup


def _new_path(target: Path, made_at: datetime) -> Path:
    name = f"guywire-{made_at:%Y%m%dT%H%M%S}Z{SUFFIX}"
    path = (target / name if target.is_dir() else target).absolute()
    if path.exists():
        raise BackupError(f"{path} exists already: choose another name.")
    if not path.parent.is_dir():
        raise BackupError(f"{path.parent} is not a folder: make it first.")
    return path


def _gather(folder: Path, made_at: datetime) -> Manifest:
    rows = copier().copy(folder / archive.DATABASE)
    (folder / archive.KEY).write_text(settings.SECRET_KEY)
    media = settings.GUYWIRE_HOME / archive.MEDIA
    if media.is_dir():
        shutil.copytree(media, folder / archive.MEDIA)
    manifest = Manifest(
        id=str(uuid4()),
        guywire=version("guywire"),
        made_at=made_at.isoformat(),
        database=connection.vendor,
        migrations=sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations),
        rows=rows,
    )
    paths = archive.files_below(folder)
    return replace(manifest, files={name: archive.checksum(path) for name, path in paths.items()})


def verify_backup(path: Path, passphrase: str | None = None) -> Manifest:
    """Restore a copy to a scratch place and compare it with its manifest.

    Raises
    ------
    BackupError
        When the copy could not be restored, or would bring other rows.
    """
    with _scratch(Path(tempfile.gettempdir())) as folder:
        manifest = _read_checked(path, folder, passphrase)
        _compare(copier().check(folder / archive.DATABASE), manifest)
    if _has_table():
        Backup.objects.filter(archive_id=manifest.id).update(verified_at=timezone.now())
    return manifest


def restore_backup(path: Path, passphrase: str | None = None) -> Restored:
    """Put a copy in place of database, key and media; keep what was there.

    Raises
    ------
    BackupError
        When the copy is not whole, does not fit, or the database is in use. Nothing has changed.
    """
    home: Path = settings.GUYWIRE_HOME
    keep_in = home / f"before-restore-{timezone.now():%Y%m%d-%H%M%S}"
    with _scratch(home) as folder:
        manifest = _read_checked(path, folder, passphrase)
        copy = folder / archive.DATABASE
        if connection.vendor == "sqlite":
            _compare(copier().check(copy), manifest)
        try:
            kept = [copier().replace(copy, keep_in, manifest.rows)]
            kept += [_put(folder / name, home / name, keep_in) for name in (archive.KEY, "media")]
        except OSError as error:
            raise BackupError(f"The copy cannot be put in place: {error}.") from None
    return Restored(manifest, [place for place in kept if place])


def _put(source: Path, target: Path, keep_in: Path) -> str:
    """Move a file or folder of the copy to its place; return where the former one is kept."""
    if not source.exists():
        return ""
    kept = ""
    if target.exists():
        keep_in.mkdir(mode=0o700, exist_ok=True)
        kept = str(keep_in / target.name)
        target.rename(kept)
    source.rename(target)
    if target.is_file():
        target.chmod(0o600)
    return kept


def _read_checked(path: Path, folder: Path, passphrase: str | None) -> Manifest:
    manifest = archive.read_archive(path, folder, passphrase)
    if manifest.database != connection.vendor:
        raise BackupError(
            f"The copy holds a {manifest.database} database, and GUYWIRE_DATABASE_URL names a "
            f"{connection.vendor} one. Restore it to {manifest.database}; `guywire copy-to` "
            "moves SQLite to PostgreSQL."
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if newer := [name for name in manifest.migrations if name not in known]:
        raise BackupError(
            f"The copy was made by Guywire {manifest.guywire}, which is newer than this one "
            f"({version('guywire')}, without {newer[0]}). Install that version first."
        )
    return manifest


def _compare(rows: dict[str, int], manifest: Manifest) -> None:
    if rows == manifest.rows:
        return
    wrong = sorted(
        name for name in rows.keys() | manifest.rows if rows.get(name) != manifest.rows.get(name)
    )
    raise BackupError(
        f"The copy does not bring what its manifest says: {wrong[0]} has "
        f"{rows.get(wrong[0], 'no')} rows, and should have {manifest.rows.get(wrong[0], 'none')}."
    )


def newer_migrations() -> list[str]:
    """What a newer Guywire did to this database, and this one does not know."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("guywire.")}
    newer = set(loader.applied_migrations) - known
    return sorted(f"{label}.{name}" for label, name in newer if label in ours)


def copy_before_upgrade(passphrase: str | None) -> Backup | None:
    """Make a copy if migrations wait for a database that holds a practice already."""
    loader = MigrationLoader(connection)
    if not loader.applied_migrations or not set(loader.disk_migrations) - set(
        loader.applied_migrations
    ):
        return None
    folder = settings.GUYWIRE_HOME / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{UPGRADE_PREFIX}{version('guywire')}-{timezone.now():%Y%m%dT%H%M%S}Z{SUFFIX}"
    backup = make_backup(folder / name, passphrase)
    for old in sorted(folder.glob(f"{UPGRADE_PREFIX}*"), key=os.path.getmtime)[:-UPGRADE_COPIES]:
        old.unlink()
    return backup


def set_schedule(folder: Path, every_hours: int, keep: int, *, is_sealed: bool) -> BackupSchedule:
    """Save how often the worker makes a copy."""
    if not _has_table():
        raise BackupError("Start `guywire serve` once first: it sets up the database.")
    folder = folder.absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(f"{folder} cannot be used: {error.strerror}.") from None
    values = {
        "folder": str(folder),
        "every_hours": every_hours,
        "keep": keep,
        "is_sealed": is_sealed,
    }
    return BackupSchedule.objects.update_or_create(pk=1, defaults=values)[0]


def end_schedule() -> None:
    if _has_table():
        BackupSchedule.objects.all().delete()


def make_due_backup() -> bool:
    """Make the copy that the schedule asks for; return whether one was due.

    A failure is saved for desk and health, then raised.
    """
    schedule = BackupSchedule.objects.first()
    if schedule is None or not is_backup_due():
        return False
    passphrase = settings.BACKUP_PASSPHRASE if schedule.is_sealed else None
    try:
        if schedule.is_sealed and not passphrase:
            raise BackupError("GUYWIRE_BACKUP_PASSPHRASE is not set, and copies are to be sealed.")
        folder = Path(schedule.folder)
        if not folder.is_dir():
            raise BackupError(f"{folder} is not a folder: make it first.")
        make_backup(folder, passphrase, is_scheduled=True)
    except BackupError as error:
        Backup.objects.create(
            made_at=timezone.now(), path=schedule.folder, is_scheduled=True, failure=str(error)
        )
        raise
    _delete_old(schedule)
    return True


def is_backup_due() -> bool:
    """Return whether the schedule asks for a copy now; after a failure, an hour later."""
    schedule = BackupSchedule.objects.first()
    if schedule is None:
        return False
    scheduled = Backup.objects.filter(is_scheduled=True)
    newest, last_try = scheduled.filter(failure="").first(), scheduled.first()
    now = timezone.now()
    if newest and newest.made_at > now - timedelta(hours=schedule.every_hours):
        return False
    return not (last_try and last_try.failure and last_try.made_at > now - RETRY_AFTER)


def _delete_old(schedule: BackupSchedule) -> None:
    """Delete what the schedule made and no longer keeps; copies made by hand stay."""
    made = Backup.objects.filter(is_scheduled=True, failure="")
    for backup in made[schedule.keep :]:
        Path(backup.path).unlink(missing_ok=True)
        backup.delete()
    Backup.objects.filter(is_scheduled=True, made_at__lt=made[0].made_at).exclude(
        failure=""
    ).delete()


def _has_table() -> bool:
    with connection.cursor() as cursor:
        return Backup._meta.db_table in connection.introspection.table_names(cursor)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """Give a folder that nobody else can read, on the disk of `parent`, and remove it."""
    with tempfile.TemporaryDirectory(dir=parent, prefix=".guywire-") as folder:
        yield Path(folder)
