"""People from a CSV file: checked like the desk's own form, and a dry run that is a real run."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from guywire.clinic.desk.person_forms import FIELDS, PersonForm
from guywire.clinic.people.contact import fold
from guywire.clinic.people.doubles import KnownPeople
from guywire.clinic.people.models import Patient, SearchKey, search_keys_of
from guywire.clinic.people.search import birthday_in
from guywire.clinic.people.services import record_audit

PEOPLE_PER_INSERT = 500
COLUMNS = {
    "name": ("name", "full name", "patient", "patient name"),
    "first_name": ("first name", "given name"),
    "last_name": ("last name", "surname", "family name"),
    "preferred_name": ("preferred name", "nickname"),
    "born_on": ("date of birth", "birthday", "dob", "born", "born on"),
    "phone": ("phone", "phone number", "telephone", "mobile", "cell"),
    "email": ("email", "email address", "e mail"),
    "language": ("language", "preferred language"),
    "note": ("note", "notes", "comment"),
}
"""The names a column may have, folded."""


class ImportFileError(ValueError):
    """Why nothing of the file can be read, in a sentence."""


@dataclass
class Outcome:
    """What an import did, or would do."""

    added: int = 0
    known: list[int] = field(default_factory=list)
    """Lines of people who are here already, or twice in the file."""
    refused: list[tuple[int, str]] = field(default_factory=list)
    """Lines that cannot be kept, and why."""
    ignored_columns: list[str] = field(default_factory=list)


def import_people(path: Path, *, dry_run: bool) -> Outcome:
    """Add everyone who can be kept and is not here yet. A dry run undoes all of it at the end."""
    outcome = Outcome()
    with transaction.atomic():
        people = list(_new_people(path, outcome))
        Patient.objects.bulk_create(people, batch_size=PEOPLE_PER_INSERT)
        SearchKey.objects.bulk_create(search_keys_of(people), batch_size=PEOPLE_PER_INSERT)
        outcome.added = len(people)
        record_audit(None, "patient.import", added=outcome.added)
        transaction.set_rollback(dry_run)
    return outcome


def _new_people(path: Path, outcome: Outcome) -> Iterator[Patient]:
    known = KnownPeople.of_the_practice()
    for line, typed in _rows(path, outcome):
        form = PersonForm(typed)
        if not form.is_valid():
            reasons = " ".join(str(error) for errors in form.errors.values() for error in errors)
            outcome.refused.append((line, reasons))
            continue
        patient = Patient(**{name: form.cleaned_data[name] for name in FIELDS})
        if known.has_double(patient):
            outcome.known.append(line)
            continue
        known.add(patient)
        yield patient


def _rows(path: Path, outcome: Outcome) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text_of(path)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = {column: _field_of(column) for column in reader.fieldnames or []}
    outcome.ignored_columns = [column for column, name in names.items() if not name]
    if not {"name", "last_name"} & set(names.values()):
        raise ImportFileError(
            "The first line must name the columns, among them “name” (or “first name” and "
            "“last name”) and “phone” or “email”."
        )
    try:
        for row in reader:
            typed = {names[name]: (value or "") for name, value in row.items() if names.get(name)}
            yield reader.line_num, _as_typed(typed)
    except csv.Error as error:
        raise ImportFileError(
            f"Line {reader.line_num} cannot be read ({error}). Nothing was added. Look there for "
            "a quotation mark that is never closed."
        ) from None


def _as_typed(row: dict[str, str]) -> dict[str, str]:
    """The row as the desk's form would have it."""
    parts = [row.pop(part, "").strip() for part in ("first_name", "last_name")]
    row["name"] = row.get("name", "").strip() or " ".join(filter(None, parts))
    birthday = birthday_in(row.get("born_on", "").strip())
    if birthday is not None:
        row["born_on"] = birthday.isoformat()
    return row


def _field_of(column: str) -> str:
    folded = fold(column.replace("_", " "))
    return next((name for name, columns in COLUMNS.items() if folded in columns), "")


def _text_of(path: Path) -> str:
    """UTF-8, UTF-16 (Excel's “Unicode text”), or else what older Windows programs write."""
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
