"""What the clinic and the device keep of a person, as the person gets it: seen, downloaded.

Each app that keeps something registers it here. A test holds the holdings against the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import sharing_patient

Row = Mapping[str, object]


@dataclass(frozen=True)
class RowsOf:
    """The rows of a query in the words of the person; they are counted without being read."""

    query: QuerySet[Any]
    row: Callable[[Any], Row]

    def __iter__(self) -> Iterator[Row]:
        return map(self.row, self.query)


@dataclass(frozen=True)
class Holding:
    """One kind of row that the clinic keeps of a person."""

    name: str
    title: str | Promise
    models: tuple[type[Model], ...]
    rows: Callable[[Patient], Iterable[Row]]

    def count(self, patient: Patient) -> int:
        rows = self.rows(patient)
        if isinstance(rows, RowsOf):
            return rows.query.count()
        return rows.count() if isinstance(rows, QuerySet) else len(list(rows))


@dataclass(frozen=True)
class DeviceHolding:
    """One section of what the device keeps."""

    section: str
    title: str | Promise
    rows: Callable[[DeviceRecord], Iterable[Row]]


@dataclass(frozen=True)
class Known:
    """Whom a device may speak for: it shares as them, or it booked a visit of theirs."""

    patient: Patient
    shares: bool


_holdings: list[Holding] = []
_device_holdings: list[DeviceHolding] = []
_patients_behind: list[Callable[[DeviceRecord], Patient | None]] = []


def register(*holdings: Holding) -> None:
    _holdings.extend(holdings)


def register_device(*holdings: DeviceHolding) -> None:
    _device_holdings.extend(holdings)


def register_patient_behind(find: Callable[[DeviceRecord], Patient | None]) -> None:
    """`find` returns the patient whose private link this device holds."""
    _patients_behind.append(find)


def holdings() -> tuple[Holding, ...]:
    return tuple(_holdings)


def known_by(device: DeviceRecord) -> Known | None:
    shared = sharing_patient(device)
    if shared is not None:
        return Known(shared, shares=True)
    behind = (find(device) for find in _patients_behind)
    patient = next(filter(None, behind), None)
    return Known(patient, shares=False) if patient else None


def clinic_data(patient: Patient) -> dict[str, list[Row]]:
    """Everything the clinic keeps of this person, by kind."""
    return {holding.name: list(holding.rows(patient)) for holding in _holdings}


def device_data(device: DeviceRecord) -> dict[str, list[Row]]:
    return {holding.section: list(holding.rows(device)) for holding in _device_holdings}


def contents(device: DeviceRecord) -> list[str]:
    """What this device holds, a line for each section that is not empty."""
    return titles_of([one.section for one in _device_holdings if device.read(one.section)])


def titles_of(sections: Iterable[str]) -> list[str]:
    titles = {holding.section: str(holding.title) for holding in _device_holdings}
    return [titles[section] for section in sections if section in titles]


def readable(data: dict[str, list[Row]]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Titles with their rows, each a list of names and values in words; empty kinds left out."""
    titles = {holding.name: holding.title for holding in _holdings}
    titles |= {holding.section: holding.title for holding in _device_holdings}
    return [
        (str(titles[name]), [[*_words_of(row)] for row in rows])
        for name, rows in data.items()
        if rows
    ]


def as_json_value(value: object) -> object:
    """For `json.dumps`: dates as ISO 8601, everything else that JSON does not know as text."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _words_of(row: Row) -> Iterable[tuple[str, str]]:
    for name, value in row.items():
        if value not in (None, "", [], {}):
            yield name.replace("_", " ").capitalize(), in_words(value)


def in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        clock = date_format(local, "g:i A").lower()
        return f"{date_format(local, 'M j, Y')}, {clock}"
    if isinstance(value, date):
        return date_format(value, "M j, Y")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {in_words(one)}" for name, one in value.items() if one != "")
    if isinstance(value, list | tuple):
        return ", ".join(in_words(one) for one in value)
    return "" if value is None else str(value)
