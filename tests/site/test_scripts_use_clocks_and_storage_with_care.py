"""Scripts count time by a clock nobody can set, and work where storage is switched off."""

import re
from pathlib import Path

import guywire

SCRIPTS = sorted(Path(guywire.__file__).parent.rglob("*.js"))
STORAGE = "storage.js"
OF_THE_DESK = {"lock.js", "room.js"}
"""The tabs of one computer share when the desk was last used."""
BY_THE_PHONES_CLOCK = {
    "steady.js": "where it learns how long the page was closed",
    "log.js": "how old a forgotten log is",
    "forms.js": "how old a forgotten draft is",
    "worker.js": "how old a stored page is",
    "own_zone.js": "the time of day itself",
    "lock.js": "how long all tabs of the desk were not used",
    "room.js": "that a visit is a use of the desk",
    "live.js": "how old an open page is",
}


def test_only_one_script_touches_the_browsers_storage() -> None:
    touching = {
        script.name
        for script in SCRIPTS
        if re.search(r"\b(local|session)Storage\b", code_of(script))
    }
    assert touching == {STORAGE, *OF_THE_DESK}


def test_the_phones_own_clock_is_read_for_days_and_never_for_a_hold() -> None:
    reading = {script.name for script in SCRIPTS if "Date.now" in code_of(script)}
    assert reading <= set(BY_THE_PHONES_CLOCK)


def code_of(script: Path) -> str:
    """Without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text(), flags=re.DOTALL)
