"""A practice of the oldest release comes forward: copied first, upgraded, and all there.

The data are what `guywire serve --demo` of tag v0.1.0 made, as SQL of each database.
"""

import pytest

from tests.upgrade.conftest import Practice

UPGRADE = """
from guywire.cli.serve import prepare
prepare(8000)
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.programs.models import Session
from guywire.clinic.visits.models import Visit
print("rows", Patient.objects.count(), Session.objects.count(), Visit.objects.count())
"""
PAGES = """
client = Client()
for path in ("/", "/visits/", "/check/", "/program/", "/evidence/"):
    print("page", client.get(path, follow=True).status_code, path)
owner = Staff.objects.get(role=Role.OWNER)
client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
people = [f"/desk/patients/{patient.public_id}/" for patient in Patient.objects.all()]
for path in ("/desk/", "/desk/needs-me/", "/desk/diary/", "/desk/practice/", *people):
    print("page", client.get(path, follow=True).status_code, path)
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_it_is_copied_upgraded_and_every_page_opens(
    database: str, request: pytest.FixtureRequest
) -> None:
    practice: Practice = request.getfixturevalue(f"{database}_practice")
    said = practice.run("-c", UPGRADE + PAGES)
    assert "before the upgrade" in said
    assert "rows 8 22 10" in said
    pages = [line.split() for line in said.splitlines() if line.startswith("page")]
    assert len(pages) == 17
    assert [page for page in pages if page[1] != "200"] == []
    (copy,) = (practice.home / "backups").iterdir()
    assert " is whole: " in practice.run("-m", "guywire", "backup", "--verify", str(copy))
    assert "What was there is kept" in practice.run("-m", "guywire", "restore", str(copy))
    assert "rows 8 22 10" in practice.run("-c", UPGRADE), "rolled back and forward again"
