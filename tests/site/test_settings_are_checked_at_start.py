"""A setting that cannot be used is refused at start, in one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import signing

from guywire.site import environment
from guywire.site.environment import SettingError, SettingsError

SECRET = "s3cret-pa55word"


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in environment.KNOWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GUYWIRE_HOME", str(tmp_path / "home"))
    return monkeypatch


def refusal() -> str:
    with pytest.raises(SettingsError) as error:
        environment.check()
    return str(error.value.code)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("GUYWIRE_URL", "guywire.example.org", "GUYWIRE_URL must start with http:// or https://"),
        ("GUYWIRE_URL", "https://h/guywire", "GUYWIRE_URL cannot have a path"),
        ("GUYWIRE_URL", "https://h:99999", "GUYWIRE_URL is not an address"),
        ("GUYWIRE_URL", "https://a b", "GUYWIRE_URL needs a plain host name"),
        ("GUYWIRE_URL", f"https://u:{SECRET}@h", "GUYWIRE_URL takes no user and no password"),
        ("GUYWIRE_URL", f"u:{SECRET}@h/x", "GUYWIRE_URL takes no user and no password"),
        ("GUYWIRE_URL", "", "GUYWIRE_URL must start with http:// or https://"),
        ("GUYWIRE_HOSTS", "https://h", "GUYWIRE_HOSTS takes host names"),
        ("GUYWIRE_HOSTS", "good.example, *", "GUYWIRE_HOSTS takes host names"),
        ("GUYWIRE_SECRET_KEY", "short", "has 5 characters and needs at least 32"),
        ("GUYWIRE_OLD_SECRET_KEYS", "short", "GUYWIRE_OLD_SECRET_KEYS has a key of 5"),
        ("GUYWIRE_TRUSTED_PROXIES", "one", "GUYWIRE_TRUSTED_PROXIES is the number"),
        ("GUYWIRE_TRUSTED_PROXIES", "-1", "GUYWIRE_TRUSTED_PROXIES is the number"),
        ("GUYWIRE_DATABASE_URL", "mysql://h/x", "must start with postgres:// or sqlite:///"),
        ("GUYWIRE_DATABASE_URL", "guywire.sqlite3", "must start with postgres:// or sqlite:///"),
        ("GUYWIRE_DATABASE_URL", "sqlite://:memory:", "needs the whole path of a file"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}#1@h/x", "write # as %23"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}@1@h/x", "@ as %40"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}/1@h/x", "write it as %2F"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}?1@h/x", "? as %3F"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}@h:port/x", "a port that is not a number"),
        ("GUYWIRE_DATABASE_URL", f"postgres://u:{SECRET}@h", "names no database"),
        ("GUYWIRE_SMTP_URL", "mail.example.org:587", "GUYWIRE_SMTP_URL does not start with"),
        ("GUYWIRE_SMS_URL", f"twilio://{SECRET}", "GUYWIRE_SMS_URL is not understood"),
        ("GUYWIRE_TEXT_HOURS", "21-8", "is the hours in which texts leave"),
        ("GUYWIRE_BOOKINGS_PER_NETWORK", "0", "is a number an hour, 1 to 99999"),
        ("GUYWIRE_QUESTIONS_PER_NETWORK", "ten", "is a number an hour, 1 to 99999"),
        ("GUYWIRE_OWN_NETWORKS", "300.1.1.1", "takes addresses with commas between them"),
        ("GUYWIRE_BACKUP_PASSPHRASE", "short", "has 5 characters and needs at least 12"),
        ("GUYWIRE_TURN_URL", "stun:h", "GUYWIRE_TURN_URL takes addresses such as turn:"),
        ("GUYWIRE_TURN_URL", "turn:h", "GUYWIRE_TURN_URL needs GUYWIRE_TURN_SECRET"),
        ("GUYWIRE_TURN_SECRET", SECRET, "GUYWIRE_TURN_SECRET needs GUYWIRE_TURN_URL"),
    ],
)
def test_setting_is_refused_in_one_sentence(
    setting: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    setting.setenv(name, value)
    said = refusal()
    assert sentence in said
    assert said.startswith(name)
    assert "\n" not in said
    assert SECRET not in said


def test_a_wrong_value_of_every_setting_is_tried_here() -> None:
    marks = test_setting_is_refused_in_one_sentence.pytestmark  # type: ignore[attr-defined]
    tried = {name for name, _value, _sentence in marks[0].args[1]}
    assert environment.KNOWN - tried == {"GUYWIRE_HOME"}, "the home has tests of its own below"


def test_every_wrong_setting_is_named_at_once(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("GUYWIRE_HOSTS", "https://h")
    setting.setenv("GUYWIRE_TRUSTED_PROXIES", "many")
    assert len(refusal().splitlines()) == 2


def test_unknown_name_is_refused_with_the_name_that_was_meant(
    setting: pytest.MonkeyPatch,
) -> None:
    setting.setenv("GUYWIRE_DATABASEURL", "x")
    assert (
        refusal()
        == "GUYWIRE_DATABASEURL is not a setting of Guywire: did you mean GUYWIRE_DATABASE_URL?"
    )


@pytest.mark.parametrize("folder", ["/", "/var", "/etc", "/srv"])
def test_a_folder_of_the_system_is_no_home(setting: pytest.MonkeyPatch, folder: str) -> None:
    setting.setenv("GUYWIRE_HOME", folder)
    assert f"would be {folder}, which belongs to the system. Set GUYWIRE_HOME" in refusal()


def test_without_a_home_the_root_folder_does_not_become_var(
    setting: pytest.MonkeyPatch,
) -> None:
    setting.delenv("GUYWIRE_HOME")
    setting.chdir("/")
    assert "would be /var, which belongs to the system. Set GUYWIRE_HOME" in refusal()


def test_a_folder_with_other_files_is_no_home(setting: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letters.txt").touch()
    assert "which holds other files" in refusal()


def test_a_file_is_no_home(setting: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    assert "which is a file" in refusal()


def test_a_home_below_a_file_cannot_be_written(setting: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    setting.setenv("GUYWIRE_HOME", str(tmp_path / "file/home"))
    assert "cannot write to its home" in refusal()


def test_a_home_stays_a_home(setting: pytest.MonkeyPatch) -> None:
    environment.check()
    environment.check()
    assert environment.home().stat().st_mode & 0o777 == 0o700
    assert environment.secret_key_path().stat().st_mode & 0o777 == 0o600


def test_what_an_old_key_signed_still_holds(setting: pytest.MonkeyPatch, settings: Any) -> None:
    old, older = "old" * 20, "older" * 20
    settings.SECRET_KEY = older
    device = signing.dumps({"sessions": 3}, salt="device")
    setting.setenv("GUYWIRE_OLD_SECRET_KEYS", f"{old}, {older}")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, environment.old_secret_keys()
    assert signing.loads(device, salt="device") == {"sessions": 3}


@pytest.mark.parametrize("name", ["practice#1", "50% off", "a?b", "file:x", "ä b"])
def test_any_legal_folder_name_is_taken_as_it_is(
    setting: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    setting.setenv("GUYWIRE_HOME", str(tmp_path / name))
    assert environment.database()["NAME"] == str(tmp_path / name / "guywire.sqlite3")


def test_a_key_that_was_cut_off_is_refused(setting: pytest.MonkeyPatch) -> None:
    environment.secret_key_path().write_text("")
    assert "is cut off: restore it from a backup" in refusal()


@pytest.mark.parametrize(
    ("url", "given", "count"),
    [
        ("http://localhost:8000", None, 0),
        ("https://h.example", None, 1),
        ("https://h.example", "2", 2),
        ("https://h.example", "0", 0),
    ],
)
def test_the_number_of_trusted_proxies_is_a_setting(
    setting: pytest.MonkeyPatch, url: str, given: str | None, count: int
) -> None:
    setting.setenv("GUYWIRE_URL", url)
    if given:
        setting.setenv("GUYWIRE_TRUSTED_PROXIES", given)
    assert environment.trusted_proxies() == count


def test_a_good_postgres_address_is_read_with_its_percent_codes(
    setting: pytest.MonkeyPatch,
) -> None:
    setting.setenv("GUYWIRE_DATABASE_URL", "postgres://u%40x:p%231@h:5433/x?sslmode=require")
    database = environment.database()
    assert (database["USER"], database["PASSWORD"]) == ("u@x", "p#1")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("h", 5433, "x")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_every_setting_is_explained_to_the_operator() -> None:
    text = (Path(__file__).parents[2] / "docs/operating.md").read_text()
    assert [name for name in environment.KNOWN if f"| `{name}` |" not in text] == []


def test_one_setting_alone_raises_its_own_error(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("GUYWIRE_URL", "ftp://h")
    with pytest.raises(SettingError, match="GUYWIRE_URL"):
        environment.public_url()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["guywire.site.settings", "guywire.site.asgi"])
def test_any_program_that_loads_the_settings_ends_with_the_sentence(
    module: str, tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", f"import {module}; {module}.application(0.0)"],
        env=os.environ | {"GUYWIRE_URL": "guywire.example.org", "GUYWIRE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert run.stderr.startswith("GUYWIRE_URL must start with")
