"""deploy/guywire runs a command as the service runs: its user, its home, its settings."""

import os
import re
import subprocess
from pathlib import Path

from tests.deploy.conftest import DEPLOY, replaced

SETTINGS = r"""# A line of words.
GUYWIRE_URL=https://guywire.example.org
GUYWIRE_OWN_NETWORKS="203.0.113.7, 2001:db8:1::/56"
GUYWIRE_DATABASE_URL=postgres://guywire:a%23b$HOME=x@localhost/guywire
PATH=/nowhere

GUYWIRE_TURN_SECRET='one two'"""


def test_it_has_the_settings_of_the_service_and_its_user(tmp_path: Path) -> None:
    (tmp_path / "guywire.env").write_text(SETTINGS)
    stand_in = tmp_path / "runuser"
    stand_in.write_text('#!/bin/sh\necho "$@"\nenv\n')
    stand_in.chmod(0o755)
    script = replaced("guywire", settings=f"/etc/guywire.env => {tmp_path}/guywire.env")
    names = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["sh", "-c", script, "guywire", "import-people", "two words.csv"]
    done = subprocess.run(command, env=names, capture_output=True, text=True, check=True)
    said = done.stdout.splitlines()
    assert said[0] == "-u guywire -- /opt/guywire/bin/guywire import-people two words.csv"
    assert {line for line in said if line.startswith("GUYWIRE_")} == {
        "GUYWIRE_HOME=/var/lib/guywire",
        "GUYWIRE_URL=https://guywire.example.org",
        "GUYWIRE_OWN_NETWORKS=203.0.113.7, 2001:db8:1::/56",
        "GUYWIRE_DATABASE_URL=postgres://guywire:a%23b$HOME=x@localhost/guywire",
        "GUYWIRE_TURN_SECRET=one two",
    }


OPERATING = (DEPLOY.parent / "docs/operating.md").read_text()


def test_what_operating_md_names_is_in_the_folder() -> None:
    files = set(re.findall(r"\bdeploy/[\w.-]+", OPERATING))
    assert files == {f"deploy/{path.name}" for path in DEPLOY.iterdir()}


def test_nothing_is_installed_from_a_registry_that_has_no_guywire() -> None:
    """Whoever took the name there would be installed."""
    installed = re.findall(r"pip install (?:--upgrade )?(.*)", OPERATING)
    assert installed
    assert set(installed) == {"'.[postgres]'"}


def test_the_service_may_write_where_copies_are_scheduled() -> None:
    unit = (DEPLOY / "guywire.service").read_text()
    (writable,) = re.findall(r"^ReadWritePaths=-(.*)$", unit, re.MULTILINE)
    (scheduled,) = set(re.findall(r"guywire backup (\S+) --every", OPERATING))
    assert scheduled == writable
    assert f"-o guywire -g guywire /var/lib/guywire {writable}" in OPERATING
