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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what uses a database is tested again."""
    if os.environ.get("GUYWIRE_TEST_DATABASE") != "postgres":
        return
    again = [item for item in items if uses_a_database(item)]
    if len(again) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if not uses_a_database(item)])
        items[:] = again


def uses_a_database(item: pytest.Item) -> bool:
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
