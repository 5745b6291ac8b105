"""A copy made while people write is of one moment, and comes back as it was."""

import json
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings as site
from django.db import connection, connections, transaction

from guywire.clinic.backups import services
from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.models import Backup
from guywire.clinic.people.models import Consent, Patient

pytestmark = pytest.mark.usefixtures("practice")
PASSPHRASE = "five random words are enough"


def patient_with_consent(number: int) -> None:
    with transaction.atomic():
        patient = Patient.objects.create(name=f"Pat {number}", email=f"p{number}@example.org")
        Consent.objects.create(patient=patient, words="Yes.")


@contextmanager
def busy_writers() -> Iterator[Callable[[], int]]:
    """Two writers that add a person and their consent in one transaction; counts theirs."""
    stop, written = Event(), [0, 0]

    def write(writer: int) -> None:
        try:
            while not stop.is_set():
                patient_with_consent(written[writer])
                written[writer] += 1
        finally:
            connections["default"].close()

    writers = [Thread(target=write, args=(writer,)) for writer in range(len(written))]
    for writer in writers:
        writer.start()
    try:
        yield lambda: sum(written)
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def test_copy_made_under_load_is_of_one_moment(home: Path) -> None:
    with busy_writers() as written:
        while written() < 20:
            pass
        before = written()
        backup = services.make_backup(home / "copy.guywire")
        after = written()
        while written() == after:
            pass
    manifest = services.verify_backup(Path(backup.path))
    assert manifest.rows["people_patient"] == manifest.rows["people_consent"]
    assert before <= manifest.rows["people_patient"] <= after + 2
    assert Backup.objects.get().verified_at


def test_restored_practice_is_the_copied_one_and_the_former_is_kept(home: Path) -> None:
    patient_with_consent(1)
    (home / "media").mkdir()
    (home / "media/logo.png").write_bytes(b"old logo")
    (home / "secret_key").write_text("the key of another day")
    backup = services.make_backup(home / "copy.guywire")
    patient_with_consent(2)
    (home / "media/logo.png").write_bytes(b"new logo")
    restored = services.restore_backup(Path(backup.path))
    assert [patient.name for patient in Patient.objects.all()] == ["Pat 1"]
    patient_with_consent(3)
    assert (home / "media/logo.png").read_bytes() == b"old logo"
    assert (home / "secret_key").read_text() == site.SECRET_KEY
    assert former_names(restored.kept[0]) == ["Pat 1", "Pat 2"]
    assert Path(restored.kept[1]).read_text() == "the key of another day"
    assert Path(restored.kept[2], "logo.png").read_bytes() == b"new logo"


def former_names(place: str) -> list[str]:
    query = "SELECT name FROM {}people_patient ORDER BY id"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place)) as database:
            return [name for (name,) in database.execute(query.format(""))]
    with connection.cursor() as cursor:
        cursor.execute(query.format(place.removeprefix("schema ") + "."))
        return [name for (name,) in cursor.fetchall()]


def test_nothing_is_replaced_while_the_database_is_in_use(home: Path) -> None:
    backup = services.make_backup(home / "copy.guywire")
    patient_with_consent(1)
    with other_connection(), pytest.raises(BackupError, match="stop `guywire serve`"):
        services.restore_backup(Path(backup.path))
    assert Patient.objects.count() == 1


@contextmanager
def other_connection() -> Iterator[None]:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_patient")
        cursor.fetchall()
    try:
        yield
    finally:
        other.close()


def test_sealed_copy_opens_only_with_its_passphrase(home: Path) -> None:
    patient_with_consent(1)
    path = Path(services.make_backup(home / "copy.guywire", PASSPHRASE).path)
    assert b"people_patient" not in path.read_bytes()
    with pytest.raises(BackupError, match="is sealed"):
        services.verify_backup(path)
    with pytest.raises(BackupError, match="passphrase does not open"):
        services.verify_backup(path, PASSPHRASE + "x")
    assert services.verify_backup(path, PASSPHRASE).rows["people_patient"] == 1


def changed_bytes(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes(16) + whole[middle + 16 :]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "sealed"])
@pytest.mark.parametrize(
    "spoil",
    [
        changed_bytes,
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda _: b"",
    ],
    ids=["changed", "half", "last byte missing", "empty"],
)
def test_spoiled_copy_is_refused_and_nothing_changes(
    home: Path, passphrase: str | None, spoil: Callable[[bytes], bytes]
) -> None:
    patient_with_consent(1)
    path = Path(services.make_backup(home / "copy.guywire", passphrase).path)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(BackupError):
        services.restore_backup(path, passphrase)
    assert Patient.objects.count() == 1


def with_manifest(path: Path, change: Callable[[dict], None]) -> None:
    """Write the archive again with another manifest."""
    with tarfile.open(path) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    manifest = json.loads(members[0][1])
    change(manifest)
    members[0] = (members[0][0], json.dumps(manifest).encode())
    with tarfile.open(path, "w:gz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, BytesIO(content))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda m: m["rows"].update(people_patient=7), "rows"),
        (lambda m: m["migrations"].append("visits.9999_later"), "is newer than this one"),
        (lambda m: m.update(format=99), "in a form that this Guywire does not read"),
        (lambda m: m.update(database="oracle"), "holds a oracle database"),
        (lambda m: m["files"].pop("database"), "not a copy of Guywire, or it was changed"),
    ],
)
def test_copy_that_does_not_fit_is_refused_and_nothing_changes(
    home: Path, change: Callable[[dict], None], sentence: str
) -> None:
    patient_with_consent(1)
    path = Path(services.make_backup(home / "copy.guywire").path)
    with_manifest(path, change)
    with pytest.raises(BackupError, match=sentence):
        services.restore_backup(path)
    assert Patient.objects.count() == 1
    patient_with_consent(2)


def test_copy_never_overwrites_a_file(home: Path) -> None:
    (home / "copy.guywire").write_text("something else")
    with pytest.raises(BackupError, match="exists already"):
        services.make_backup(home / "copy.guywire")
    assert (home / "copy.guywire").read_text() == "something else"


def test_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(home: Path) -> None:
    (home / "copies").mkdir()
    path = Path(services.make_backup(home / "copies").path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list((home / "copies").iterdir()) == [path]
