"""The cast: a patient, another patient, a therapist, the front desk, the owner, an outsider."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands.flush import Command as Flush
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck, settings

from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.people.trail_guard import unguarded
from guywire.clinic.welcome.models import Clinic
from guywire.site import home_lock
from tests.cast import make_staff, signed_in
from tests.migrated import migrate_by_copy, state_of_the_product

# A busy machine is no failure: examples have no deadline of their own.
settings.register_profile("guywire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("guywire")


ON_THE_DATABASE = {"db", "transactional_db", "live_server", "home", "prepared_home"}

SAME_ON_ANY = (
    "clinic/checks/test_earlier_days_count.py",
    "clinic/checks/test_knee_bend.py",
    "clinic/checks/test_readings.py",
    "clinic/checks/test_result.py",
    "clinic/checks/test_safety.py",
    "clinic/checks/test_the_path.py",
    "clinic/desk/test_measured_by_a_therapist.py",
    "clinic/desk/test_same_numbers.py",
    "clinic/desk/test_who_may_open_what.py",
    "clinic/programs/test_a_third_stretch.py",
    "clinic/programs/test_how_to_begin.py",
    "clinic/programs/test_program_page.py",
    "clinic/programs/test_progress_page.py",
    "clinic/programs/test_session_without_scripts.py",
    "clinic/test_numbers_and_dates_by_locale.py",
    "clinic/test_pages_agree.py",
    "clinic/test_pseudo_language.py",
    "clinic/test_pseudo_language_on_paper.py",
    "clinic/test_what_a_device_no_longer_means_counts_as_nothing.py",
    "clinic/visits/test_calendar_file.py",
    "clinic/welcome/test_bad_answers_get_a_sentence_beside_the_field.py",
    "clinic/why/test_evidence_page.py",
    "clinic/why/test_why_page.py",
    "site/test_a_page_is_light.py",
    "site/test_it_installs_and_works_without_a_network.py",
    "site/test_security_headers.py",
    "site/test_titles_and_descriptions.py",
    "site/test_today.py",
    "site/test_words_we_do_not_say.py",
)
"""Of words, numbers, headers and roles. Others send PostgreSQL what they send, but for a few rows
read or written by their key."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests come first, or one of two cores waits for the last of them.

    On PostgreSQL only what a database can change is tested again.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if os.environ.get("GUYWIRE_TEST_DATABASE") != "postgres":
        return
    same = [item for item in items if not may_depend_on_the_database(item)]
    config.hook.pytest_deselected(items=same)
    items[:] = [item for item in items if may_depend_on_the_database(item)]


def may_depend_on_the_database(item: pytest.Item) -> bool:
    if item.path.relative_to(Path(__file__).parent).as_posix() in SAME_ON_ANY:
        return False
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db") or ON_THE_DATABASE.intersection(fixtures))


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_between_transactional_tests() -> Iterator[None]:
    """The database refuses to delete the trail, also to Django's flush."""
    flush = Flush.handle

    def handle(self: Flush, **options: Any) -> None:
        with unguarded(connections[options["database"]]):
            flush(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", handle)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The test database is migrated once for all who test the same migrations."""
    folder = pytestconfig.rootpath / ".pytest_cache" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Migrate, "handle", migrate_by_copy(folder))
        yield


@pytest.fixture(scope="session")
def prepared_home(pytestconfig: pytest.Config) -> Path:
    """An empty practice as its first start leaves it, to copy: made once for all who test."""
    shared = pytestconfig.rootpath / ".pytest_cache" / "prepared"
    shared.mkdir(parents=True, exist_ok=True)
    home = shared / f"{datetime.now(UTC):%Y-%m-%d}-{state_of_the_product()}"
    with home_lock.preparing(shared):
        if not home.exists():
            for older in shared.iterdir():
                if older.is_dir():
                    shutil.rmtree(older)
            prepare = "from guywire.cli.serve import prepare; prepare(8000)"
            own = {
                "GUYWIRE_HOME": str(shared / "new"),
                "GUYWIRE_DATABASE_URL": "",
                "DJANGO_SETTINGS_MODULE": "guywire.site.settings",
            }
            subprocess.run([sys.executable, "-c", prepare], env=os.environ | own, check=True)
            (shared / "new").rename(home)
    return home


@pytest.fixture
def home(prepared_home: Path, tmp_path: Path) -> Path:
    """An empty practice of its own, as its first start leaves it."""
    return shutil.copytree(prepared_home, tmp_path / "home")


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(
        pk=1, name="Mast Physical Therapy", promise="We help backs.", phone="+15035550142"
    )


@pytest.fixture
def patient(clinic: Clinic) -> Patient:
    return Patient.objects.create(name="Pat Lindgren", phone="+15035550111")


@pytest.fixture
def another_patient(clinic: Clinic) -> Patient:
    return Patient.objects.create(name="Alex Moreau", email="alex@example.org")


@pytest.fixture
def therapist(clinic: Clinic) -> Staff:
    return make_staff("therapist@example.org", "Thea Rapisarda", Role.THERAPIST)


@pytest.fixture
def front_desk(clinic: Clinic) -> Staff:
    return make_staff("desk@example.org", "Fritz Desmond", Role.FRONT_DESK)


@pytest.fixture
def owner(clinic: Clinic) -> Staff:
    return make_staff("owner@example.org", "Olga Ownby", Role.OWNER)


@pytest.fixture
def as_therapist(therapist: Staff) -> Client:
    return signed_in(therapist)


@pytest.fixture
def as_front_desk(front_desk: Staff) -> Client:
    return signed_in(front_desk)


@pytest.fixture
def as_owner(owner: Staff) -> Client:
    return signed_in(owner)


@pytest.fixture
def outsider(clinic: Clinic) -> Client:
    """Somebody on the web: no account, nothing on the device."""
    return Client()
