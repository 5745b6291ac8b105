"""The device record: what a person has entered, kept in signed cookies on their own device.

The server reads it to answer the request in hand and keeps nothing of it. It reaches the
clinic's database only through guywire.clinic.people.sharing, when the person says so.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SECTIONS = ("check", "program", "sharing", "visits")
UNDO = "undo"
"""What the last change replaced (people.undo). Held for minutes, and part of no copy."""
KEPT_FOR_SECONDS = 400 * 24 * 3600
UNDO_SECONDS = 600
MAX_BYTES = {"check": 900, "program": 920, "sharing": 160, "visits": 370, UNDO: 960}
MAX_BYTES_WITH_UNDO = 1800
"""Of each section's cookie; and of a section with its offer to undo, which is not made if they are
longer. With the other headers of an answer either stays under 3 KB: nginx, as it comes, answers 502
to an answer with more than 4 KB of headers."""
NOT_UNDERSTOOD = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
Reader = Callable[[dict[str, Any]], object]
_readers: dict[str, Reader] = {}


def understood_by(section: str, reader: Reader) -> None:
    """Register the function that raises when it is given a section it cannot read."""
    _readers[section] = reader


class DeviceRecordFullError(ValueError):
    """The section no longer fits in a cookie; the caller must keep less."""


class DeviceRecord:
    def __init__(self, cookies: dict[str, str]) -> None:
        self._cookies = cookies
        self._sections: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, str] = {}

    def read(self, section: str) -> dict[str, Any]:
        """What the device holds under this section; empty when forged or not understood."""
        if section not in self._sections:
            content = _unpack(section, self._cookies.get(_cookie(section), ""))
            self._sections[section] = content if reads(section, content) else {}
        return self._sections[section]

    def write(self, section: str, content: dict[str, Any]) -> None:
        packed = _pack(section, content) if content else ""
        if len(packed) > MAX_BYTES[section]:
            raise DeviceRecordFullError(
                f"{section}: {len(packed)} bytes packed, its cookie holds {MAX_BYTES[section]}"
            )
        if (
            section == UNDO
            and sum(map(len, self._changed.values())) + len(packed) > MAX_BYTES_WITH_UNDO
        ):
            raise DeviceRecordFullError(
                f"with {len(packed)} bytes to undo the cookies are too long"
            )
        self._sections[section] = content
        self._changed[section] = packed

    def update(self, section: str, **changes: Any) -> None:
        self.write(section, {**self.read(section), **changes})

    def forget(self) -> None:
        for section in (*SECTIONS, UNDO):
            self.write(section, {})

    def save_on(self, response: HttpResponse) -> None:
        for section, packed in self._changed.items():
            if packed:
                response.set_cookie(
                    _cookie(section),
                    packed,
                    max_age=_seconds(section),
                    secure=settings.SESSION_COOKIE_SECURE,
                    httponly=True,
                    samesite="Lax",
                )
            else:
                response.delete_cookie(_cookie(section), samesite="Lax")


def device_of(request: HttpRequest) -> DeviceRecord:
    """The record of the device that sent this request."""
    record: DeviceRecord = request.META["guywire.device"]
    return record


class DeviceRecordMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["guywire.device"] = record = DeviceRecord(request.COOKIES)
        response = self.get_response(request)
        record.save_on(response)
        return response


def _cookie(section: str) -> str:
    return f"guywire_{section}"


def _seconds(section: str) -> int:
    return UNDO_SECONDS if section == UNDO else KEPT_FOR_SECONDS


def _salt(section: str) -> str:
    return f"guywire.device.{section}"


def _pack(section: str, content: dict[str, Any]) -> str:
    return signing.dumps(content, salt=_salt(section), compress=True)


def _unpack(section: str, packed: str) -> dict[str, Any]:
    if not packed:
        return {}
    try:
        content = signing.loads(packed, salt=_salt(section), max_age=_seconds(section))
    except signing.BadSignature:
        return {}
    return content if isinstance(content, dict) else {}


def reads(section: str, content: dict[str, Any]) -> bool:
    """Whether what is in this section can be read."""
    if not content or section not in _readers:
        return True
    try:
        _readers[section](content)
    except NOT_UNDERSTOOD:
        return False
    return True
