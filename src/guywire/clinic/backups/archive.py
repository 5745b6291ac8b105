"""The file of a copy: a gzipped tar, its manifest first, sealed if there is a passphrase."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from gzip import GzipFile
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.sealed import MAGIC, SealingWriter, UnsealingReader, is_sealed

FORMAT = 1
"""Of the manifest and the names in the archive. Raise it when an older Guywire cannot read them."""
MANIFEST = "manifest.json"
DATABASE = "database"
KEY = "secret_key"
MEDIA = "media"
MAX_MANIFEST_BYTES = 4 << 20
READ_BYTES = 1 << 20
UNREADABLE = (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class StoredFile:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a copy holds, so that a restore can be checked against it."""

    id: str
    guywire: str
    made_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, StoredFile] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        data: dict[str, Any] = json.loads(text)
        if data["format"] != FORMAT:
            raise BackupError(
                f"The copy was made by Guywire {data.get('guywire')}, in a form that this "
                "Guywire does not read. Install that version or a later one."
            )
        files = {name: StoredFile(**stored) for name, stored in data.pop("files").items()}
        return cls(**data, files=files)


def checksum(path: Path) -> StoredFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return StoredFile(path.stat().st_size, digest.hexdigest())


def files_below(folder: Path) -> dict[str, Path]:
    """Return the files of a folder that is about to be stored, by their name in the archive."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def write_archive(path: Path, manifest: Manifest, folder: Path, passphrase: str | None) -> None:
    """Write the files of `folder` to `path`. It appears whole, or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _write_stream(file, manifest, folder, passphrase)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_stream(file: BinaryIO, manifest: Manifest, folder: Path, passphrase: str | None) -> None:
    stream = cast(IO[bytes], SealingWriter(file, passphrase)) if passphrase else file
    with (
        GzipFile(fileobj=stream, mode="wb", compresslevel=3, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w|") as tar,
    ):
        text = manifest.to_json()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        tar.addfile(head, BytesIO(text))
        for name, source in files_below(folder).items():
            tar.add(source, name, recursive=False)
    if passphrase:
        stream.close()


def read_archive(path: Path, folder: Path, passphrase: str | None) -> Manifest:
    """Unpack a copy into an empty folder and check every file against the manifest.

    Raises
    ------
    BackupError
        When the file is no copy of Guywire, is sealed, or is not as it was written.
    """
    try:
        with _opened(path, passphrase) as tar:
            manifest = _read_manifest(tar)
            _unpack(tar, manifest, folder)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from None
    except UNREADABLE as error:
        raise BackupError(
            f"{path} is not a copy of Guywire, or it was changed ({type(error).__name__})."
        ) from None
    missing = [name for name in manifest.files if not (folder / name).is_file()]
    if missing:
        raise BackupError(f"{path} lacks {missing[0]}, which its manifest names.")
    return manifest


@contextmanager
def _opened(path: Path, passphrase: str | None) -> Iterator[tarfile.TarFile]:
    with path.open("rb") as file:
        sealed = is_sealed(file.read(len(MAGIC)))
        file.seek(0)
        if sealed and not passphrase:
            raise BackupError(
                f"{path} is sealed: set GUYWIRE_BACKUP_PASSPHRASE or pass --passphrase-file."
            )
        stream = BufferedReader(UnsealingReader(file, passphrase or "")) if sealed else file
        with (
            GzipFile(fileobj=stream, mode="rb") as zipped,
            tarfile.open(fileobj=zipped, mode="r|") as tar,
        ):
            yield tar
            # Checksums and the last sealed piece are looked at only where they are read.
            for rest in (zipped, stream):
                while rest.read(READ_BYTES):
                    pass


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    head = tar.next()
    if head is None or head.name != MANIFEST or head.size > MAX_MANIFEST_BYTES:
        raise ValueError("no manifest")
    return Manifest.from_json(_content(tar, head).read())


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise ValueError(member.name)
    return content


def _unpack(tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    while member := tar.next():
        expected = manifest.files.get(member.name)
        if expected is None or not member.isfile() or member.size != expected.bytes:
            raise ValueError(member.name)
        target = (folder / member.name).resolve()
        if folder.resolve() not in target.parents:
            raise ValueError(member.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with _content(tar, member) as source, target.open("wb") as file:
            while piece := source.read(READ_BYTES):
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != expected.sha256:
            raise ValueError(member.name)
