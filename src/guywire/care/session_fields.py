"""Reading fields that came from a phone: each error names the field, the value and what to do."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

Fields = Mapping[str, Any]
Chosen = TypeVar("Chosen", bound=StrEnum)
Value = TypeVar("Value")

SHOWN_AT_MOST = 40
ID_LENGTHS = range(8, 65)


class SessionError(ValueError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def shown(value: object) -> str:
    """A value as it may stand in a sentence: short, whatever was sent."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN_AT_MOST else text[:SHOWN_AT_MOST] + "…"


def optional(data: Fields, field: str, read: Callable[[], Value]) -> Value | None:
    return None if data.get(field) is None else read()


def choice(data: Fields, field: str, options: type[Chosen]) -> Chosen:
    value = data.get(field)
    if isinstance(value, str) and value in set(options):
        return options(value)
    names = ", ".join(option.value for option in options)
    raise SessionError(field, f"{field} is “{shown(value)}”; it has to be one of {names}.")


def whole_number(
    data: Fields, field: str, least: int, most: int, *, default: int | None = None
) -> int:
    value = data.get(field, default)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise SessionError(
        field,
        f"{field} is “{shown(value)}”; it has to be a whole number from {least} to {most}.",
    )


def yes_no(data: Fields, field: str) -> bool:
    value = data.get(field)
    if isinstance(value, bool):
        return value
    raise SessionError(field, f"{field} is “{shown(value)}”; it has to be true or false.")


def identifier(data: Fields, field: str) -> str:
    value = data.get(field)
    if isinstance(value, str) and len(value) in ID_LENGTHS and value.replace("-", "").isalnum():
        return value
    raise SessionError(
        field,
        f"{field} is “{shown(value)}”; it has to be {ID_LENGTHS.start} to {ID_LENGTHS.stop - 1} "
        "letters, digits or hyphens.",
    )


def moment(data: Fields, field: str) -> datetime:
    value = data.get(field)
    teach = SessionError(
        field,
        f"{field} is “{shown(value)}”; it has to be a date and time with its zone, "
        "such as 2026-05-01T19:30:00+00:00.",
    )
    if not isinstance(value, str):
        raise teach
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise teach from None
    if parsed.tzinfo is None:
        raise teach
    return parsed


def records(data: Fields, field: str, most: int) -> list[Fields]:
    value = data.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise SessionError(field, f"{field} has to be a list of records.")
    if len(value) > most:
        raise SessionError(
            field, f"{field} has {len(value)} records; a session has at most {most}."
        )
    return value


def note(data: Fields, field: str, most: int) -> str:
    value = data.get(field, "")
    if not isinstance(value, str):
        raise SessionError(field, f"{field} is “{shown(value)}”; it has to be text.")
    if len(value) > most:
        raise SessionError(
            field, f"{field} is {len(value):,} characters long; keep it under {most:,}."
        )
    return value
