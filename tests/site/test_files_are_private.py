"""Nobody else on the machine reads what a clinic stores."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from guywire.site.private_files import close_to_others


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_new_files_and_folders_are_private(tmp_path: Path) -> None:
    close_to_others(tmp_path)
    (tmp_path / "mail").mkdir()
    (tmp_path / "guywire.sqlite3").touch()
    modes = [path.stat().st_mode & 0o777 for path in sorted(tmp_path.iterdir())]
    assert modes == [0o600, 0o700]


def test_home_of_an_older_release_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    close_to_others(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
