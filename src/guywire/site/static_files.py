"""The static files of a release: collected into a folder that is named by what they contain.

A folder holds one release and nothing else, so that neither an old file nor a file's date can put
one release's script beside another's. The folder of the release before stays: a page that was
opened before the update still finds its own scripts.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

MAX_RELEASES = 3
MANIFEST = "staticfiles.json"
IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
HASHED_NAME = r"\.[0-9a-f]{12}\.[a-z0-9]+$"
FORMAT = b"3"
"""Raised when what is made of the same files changes."""


class ReleaseStorage(CompressedManifestStaticFilesStorage):
    """Every address has a hash in it, those that a module imports too."""

    support_js_module_import_aggregation = True
    # Without Django's fourth pattern, which takes the types in comments, import("…"), for imports.
    _js_module_import_aggregation_patterns = (
        "*.js",
        HashedFilesMixin._js_module_import_aggregation_patterns[1][:3],  # type: ignore[attr-defined]
    )

    def __init__(self, location: str | Path | None = None, *given: Any, **named: Any) -> None:
        super().__init__(location or folder_of_this_release(), *given, **named)
        self._addresses: dict[str, str] = {}

    def post_process(self, paths: dict[str, tuple[Any, str]], *given: Any, **named: Any) -> Any:
        """Write what a style sheet imports into it, so that a page waits for one file, not five."""
        for name in [name for name in paths if name.endswith(".css")]:
            written = self._read(name)
            if IMPORT.search(written):
                self.delete(name)
                paths[name] = (self, self.save(name, ContentFile(self._joined(name, written))))
        yield from super().post_process(paths, *given, **named)

    def _joined(self, name: str, written: str) -> str:
        def imported(match: re.Match[str]) -> str:
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
            return self._joined(other, self._read(other))

        return IMPORT.sub(imported, written)

    def _read(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode())

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those with a hash: the others serve the page that says something went wrong."""
        hashed = [path for path in paths if re.search(HASHED_NAME, path)]
        compressed: Iterator[tuple[str, str]] = super().compress_files(hashed)
        return compressed

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file, which is the same for the life of a release."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]


def root() -> Path:
    return Path(settings.STATIC_ROOT)


@cache
def folder_of_this_release() -> Path:
    digest = blake2b(FORMAT, digest_size=8)
    for name, file in sorted(_sources()):
        digest.update(f"{name}\0{len(file)}\0".encode())
        digest.update(file)
    return root() / digest.hexdigest()


def name_of_this_release() -> str:
    return folder_of_this_release().name


def _sources() -> list[tuple[str, bytes]]:
    """Of two files with one name the first is the one that is collected."""
    sources: dict[str, bytes] = {}
    for finder in get_finders():
        for name, storage in finder.list(None):
            if name not in sources:
                with storage.open(name) as file:
                    sources[name] = file.read()
    return list(sources.items())


def collect() -> None:
    """Make this release's folder, unless it is there and whole; drop those long past."""
    folder = folder_of_this_release()
    if not (folder / MANIFEST).exists():
        root().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root(), prefix="new-") as scratch:
            _collect_into(Path(scratch) / folder.name)
            shutil.rmtree(folder, ignore_errors=True)
            (Path(scratch) / folder.name).rename(folder)
    folder.touch()
    for past in _releases()[MAX_RELEASES:]:
        shutil.rmtree(past, ignore_errors=True)


def folders() -> list[Path]:
    """What is served: this release, over the hashed files of those before."""
    return list(reversed(_releases()))


def _releases() -> list[Path]:
    """This release first, then the others, the last used first."""
    this = folder_of_this_release()
    whole = [manifest.parent for manifest in root().glob(f"*/{MANIFEST}")]
    others = sorted((folder for folder in whole if folder != this), key=_used_at, reverse=True)
    return [this, *others]


def _used_at(folder: Path) -> float:
    return folder.stat().st_mtime


def _collect_into(folder: Path) -> None:
    from django.contrib.staticfiles.management.commands import collectstatic

    command = collectstatic.Command()
    command.storage = ReleaseStorage(folder)
    call_command(command, interactive=False, verbosity=0)
