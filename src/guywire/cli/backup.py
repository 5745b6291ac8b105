"""guywire backup: a copy of the practice in one file, made while it runs."""

from pathlib import Path
from typing import Annotated

import typer

from guywire.cli import app
from guywire.cli.start import load_site, refuse

PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="A file whose first line seals or opens the copy."),
]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The new file, or a folder to put it in.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Check this copy by restoring it to a scratch place.")
    ] = False,
    every: Annotated[
        int | None,
        typer.Option(min=0, help="Let the worker make a copy every so many hours; 0 ends it."),
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many scheduled copies stay.")] = 14,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Copy database, key and media to one file, while the practice runs."""
    load_site()
    from guywire.clinic.backups.errors import BackupError

    try:
        passphrase = read_passphrase(passphrase_file)
        if verify:
            _verify(file, passphrase)
        elif every is not None:
            _schedule(file, every, keep, passphrase_file)
        else:
            _make(file, passphrase)
    except BackupError as error:
        refuse(str(error))


def _make(file: Path, passphrase: str | None) -> None:
    from guywire.clinic.backups.services import make_backup

    made = make_backup(file, passphrase)
    sealed = "Sealed" if made.is_sealed else "Not sealed: whoever has the file can read it"
    typer.echo(f"{made.path}: {made.rows} rows, {made.bytes} bytes, {made.seconds} s. {sealed}.")


def _verify(file: Path, passphrase: str | None) -> None:
    from guywire.clinic.backups.services import verify_backup

    manifest = verify_backup(file, passphrase)
    typer.echo(
        f"{file} is whole: Guywire {manifest.guywire}, {manifest.made_at}, "
        f"{manifest.row_count} rows in {len(manifest.rows)} tables restored and compared."
    )


def _schedule(folder: Path, every: int, keep: int, passphrase_file: Path | None) -> None:
    from django.conf import settings

    from guywire.clinic.backups import services
    from guywire.clinic.backups.errors import BackupError

    if every == 0:
        services.end_schedule()
        typer.echo("The worker makes no more copies.")
        return
    if passphrase_file:
        raise BackupError(
            "The worker reads the passphrase from GUYWIRE_BACKUP_PASSPHRASE: set it there."
        )
    is_sealed = settings.BACKUP_PASSPHRASE is not None
    schedule = services.set_schedule(folder, every, keep, is_sealed=is_sealed)
    how = "sealed" if is_sealed else "not sealed"
    typer.echo(
        f"The worker makes a copy every {every} hours in {schedule.folder}, {how}, "
        f"and keeps {keep}."
    )


def read_passphrase(file: Path | None) -> str | None:
    """Return the passphrase from a file, else from the environment."""
    from django.conf import settings

    from guywire.clinic.backups.errors import BackupError

    if file is None:
        given: str | None = settings.BACKUP_PASSPHRASE
        return given
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise BackupError(f"{file} cannot be read.") from None
    if not lines or not lines[0].strip():
        raise BackupError(f"{file} has no passphrase in its first line.")
    return lines[0].strip()
