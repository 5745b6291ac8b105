"""guywire restore: a copy back in its place."""

from pathlib import Path
from typing import Annotated

import typer

from guywire.cli import app
from guywire.cli.backup import PassphraseFile, read_passphrase
from guywire.cli.start import claim_home, load_site, refuse


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `guywire backup` made.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Check a copy, put it in place of this practice, and keep what was there."""
    load_site()
    claim_home()
    from django.conf import settings

    from guywire.clinic.backups.errors import BackupError
    from guywire.clinic.backups.services import restore_backup
    from guywire.site import environment, home_lock

    try:
        restored = restore_backup(file, read_passphrase(passphrase_file))
    except BackupError as error:
        refuse(f"Nothing was changed. {error}")
    finally:
        home_lock.release(settings.GUYWIRE_HOME)
    manifest = restored.manifest
    typer.echo(
        f"Restored {manifest.row_count} rows of Guywire {manifest.guywire}, {manifest.made_at}."
    )
    for place in restored.kept:
        typer.echo(f"What was there is kept: {place}")
    if environment.key_differs_from_home():
        typer.echo(
            "GUYWIRE_SECRET_KEY is not the key of this copy: links and devices of its people are "
            "not understood. Unset it to use the key that was restored."
        )
    typer.echo("Start `guywire serve`: it upgrades the database if this Guywire is newer.")
