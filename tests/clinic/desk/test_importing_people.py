"""People of another program are taken over once, and a dry run changes nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guywire.clinic.desk.person_import import ImportFileError, import_people
from guywire.clinic.people.doubles import KnownPeople, likely_doubles
from guywire.clinic.people.models import AuditEntry, Patient
from guywire.clinic.people.search import search
from guywire.clinic.welcome.models import Clinic

pytestmark = pytest.mark.django_db
FILE = """First Name,Last Name,DOB,Phone Number,E-mail,Notes,Chart
José,Ñáñez,3/14/1980,(503) 555-0177 x4,,Rings twice,17
Mia,Pi,,,mia@example.org,,18
MIA,PI,,,mia@example.org,,19
Pat,Lindgren,,503 555 0111,,,20
Sam,Short,,555 0142,,,21
,,,503 555 0188,,,22
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(FILE)
    return path


def test_a_dry_run_says_what_would_happen_and_changes_nothing(file: Path, patient: Patient) -> None:
    outcome = import_people(file, dry_run=True)
    assert (outcome.added, outcome.known) == (2, [4, 5])
    assert [line for line, _ in outcome.refused] == [6, 7]
    assert "The area code is missing." in outcome.refused[0][1]
    assert "Enter a name." in outcome.refused[1][1]
    assert outcome.ignored_columns == ["Chart"]
    assert list(Patient.objects.all()) == [patient]
    assert not AuditEntry.objects.exists()


def test_many_people_are_asked_about_at_once(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    path = tmp_path / "people.csv"
    lines = [f"Pat {chr(97 + n % 26)}{chr(97 + n // 26)},p{n}@example.org" for n in range(60)]
    path.write_text("\n".join(["Name,Email", *lines]))
    with django_assert_max_num_queries(8):
        assert import_people(path, dry_run=False).added == 60
    (hit,) = search("bc pat").patients
    assert hit.email == "p53@example.org", "they can be searched for"


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Mia  PI", "phone": "+15035550100"},
        {"name": "Mia Po", "email": "MIA@example.org"},
        {"name": "Mia Po", "phone": "+15035550177;ext=4"},
        {"name": "Mia Po", "email": "mia2@example.org", "born_on": date(1980, 3, 14)},
        {"name": "Mia Pi Long", "email": "mia+x@example.org"},
        {"name": "Mia Pi", "email": "mia@example.org", "born_on": date(1990, 1, 1)},
        {"name": "Tom Pi", "phone": "+15035550177"},
        {"name": "Tom Po", "email": "tom@example.org"},
    ],
)
def test_an_import_knows_whom_the_desk_would_know(clinic: Clinic, other: dict[str, Any]) -> None:
    mia = Patient(
        name="Mia Pi", phone="+15035550177", email="mia@example.org", born_on=date(1980, 3, 14)
    )
    Patient.objects.create(**other)
    assert KnownPeople.of_the_practice().has_double(mia) == bool(likely_doubles(mia))


def test_an_import_does_what_the_dry_run_said_and_the_second_one_nothing(
    file: Path, patient: Patient
) -> None:
    assert import_people(file, dry_run=False).added == 2
    jose = Patient.objects.get(name="José Ñáñez")
    assert (jose.phone, jose.born_on) == ("+15035550177;ext=4", date(1980, 3, 14))
    assert jose.note == "Rings twice"
    assert AuditEntry.objects.get().action == "patient.import"
    assert import_people(file, dry_run=False).added == 0
    assert Patient.objects.count() == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_semicolons_and_older_encodings_are_read(tmp_path: Path, encoding: str, db: None) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Name;Phone\r\nJosé Ñáñez;503 555 0177\r\n".encode(encoding))
    import_people(path, dry_run=False)
    assert Patient.objects.get().name == "José Ñáñez"


def test_a_note_of_several_lines_stays_whole_and_lines_are_counted_as_in_the_file(
    tmp_path: Path, db: None
) -> None:
    path = tmp_path / "people.csv"
    note = "Rings twice.\u2028Then waits.\nLives upstairs."
    path.write_text(f'Name,Phone,Notes\nMia Pi,503 555 0177,"{note}"\nSam,1,\n', newline="")
    outcome = import_people(path, dry_run=False)
    assert Patient.objects.get().note.splitlines() == note.splitlines()
    assert [line for line, _ in outcome.refused] == [4]


def test_a_quotation_mark_that_is_never_closed_adds_no_one_and_is_said(
    tmp_path: Path, db: None
) -> None:
    path = tmp_path / "people.csv"
    path.write_text('Name,Phone\nMia Pi,503 555 0177\nSam,"1\n' + "x" * 140_000)
    with pytest.raises(ImportFileError, match="cannot be read"):
        import_people(path, dry_run=False)
    assert not Patient.objects.exists()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01"])
def test_a_file_without_a_name_column_is_refused_with_a_sentence(
    tmp_path: Path, text: str, db: None
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(ImportFileError, match="must name the columns"):
        import_people(path, dry_run=False)
