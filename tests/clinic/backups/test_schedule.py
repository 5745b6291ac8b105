"""The worker keeps the schedule of copies; desk and health say how old the newest is."""

from pathlib import Path

import pytest
from django.test import Client

from guywire.clinic.backups import job, services
from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.models import Backup

pytestmark = pytest.mark.usefixtures("practice")


@pytest.fixture
def folder(home: Path) -> Path:
    services.set_schedule(home / "copies", every_hours=12, keep=2, is_sealed=False)
    return home / "copies"


def test_copy_is_made_when_it_is_due_and_old_ones_go(folder: Path, time_machine) -> None:
    time_machine.move_to("2026-03-02T08:00:00Z", tick=False)
    by_hand = services.make_backup(folder)
    for _ in range(3):
        time_machine.shift(60)
        assert services.make_due_backup()
        time_machine.shift(11 * 3600)
        assert not services.make_due_backup(), "not due yet"
        time_machine.shift(3600)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 3
    assert Path(by_hand.path).exists(), "a copy made by hand stays"


def test_nothing_is_made_without_a_schedule(folder: Path) -> None:
    services.end_schedule()
    assert not services.make_due_backup()


def test_failure_is_kept_shown_and_tried_again_after_an_hour(
    folder: Path, time_machine, as_owner: Client
) -> None:
    time_machine.move_to("2026-03-02T08:00:00Z", tick=False)
    folder.rmdir()
    with pytest.raises(BackupError):
        services.make_due_backup()
    assert not services.make_due_backup(), "not again at once"
    assert "is not a folder: make it first" in as_owner.get("/desk/practice/").content.decode()
    folder.mkdir()
    time_machine.shift(3700)
    assert services.make_due_backup()
    assert list(Backup.objects.values_list("failure", flat=True)) == [""]


def test_sealed_schedule_makes_no_open_copy_when_the_passphrase_is_gone(
    home: Path, settings
) -> None:
    services.set_schedule(home / "copies", every_hours=12, keep=2, is_sealed=True)
    settings.BACKUP_PASSPHRASE = None
    with pytest.raises(BackupError, match="GUYWIRE_BACKUP_PASSPHRASE is not set"):
        services.make_due_backup()
    assert not list((home / "copies").iterdir())


def test_worker_makes_the_copy_and_reports_a_failure(folder: Path) -> None:
    job.run()
    job.wait()
    assert Backup.objects.get().is_scheduled
    Backup.objects.all().delete()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    job.run()
    job.wait()
    with pytest.raises(BackupError, match="make it first"):
        job.run()


def test_health_says_how_old_the_newest_copy_is(folder: Path, time_machine) -> None:
    time_machine.move_to("2026-03-02T08:00:00Z", tick=False)
    assert Client().get("/healthz").json()["backup"] == "none"
    services.make_due_backup()
    time_machine.shift(6 * 3600)
    answer = Client().get("/healthz").json()
    assert (answer["backup"], answer["backup_age_hours"]) == ("ok", 6.0)
    time_machine.shift(9 * 3600)
    assert Client().get("/healthz").json()["backup"] == "late"


def test_owner_sees_the_newest_copy_and_whether_it_was_checked(
    folder: Path, as_owner: Client
) -> None:
    assert "No copy yet" in as_owner.get("/desk/practice/").content.decode()
    services.make_due_backup()
    page = as_owner.get("/desk/practice/").content.decode()
    assert "Last copy" in page
    assert "Not checked yet" in page
    services.verify_backup(Path(Backup.objects.get().path))
    assert "Last checked" in as_owner.get("/desk/practice/").content.decode()
