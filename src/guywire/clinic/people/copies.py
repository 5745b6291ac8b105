"""A copy of what a device holds: into a file, or over to another device, and back in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from guywire.clinic.people.device import SECTIONS, DeviceRecord, DeviceRecordFullError, reads

Copy = Mapping[str, dict[str, Any]]
"""The content of each section that is not empty, by its name."""

SALT = "guywire.copy"
FILE_KEY = "guywire_copy"
IN_A_FILE = ("check", "program", "visits")
"""Not `sharing`: a file can lie about for years. The agreement to share is given on a device."""
MAX_FILE_BYTES = 900_000


class UnreadableCopyError(ValueError):
    """The message is for the person: what is wrong with the file."""


def copy_of(record: DeviceRecord, sections: tuple[str, ...] = SECTIONS) -> Copy:
    return {section: content for section in sections if (content := record.read(section))}


def signed(record: DeviceRecord) -> str:
    """The copy as a file holds it."""
    return sign(copy_of(record, IN_A_FILE))


def sign(copy: Copy) -> str:
    """As text that nobody else can make or change."""
    return signing.dumps(dict(copy), salt=SALT, compress=True)


def from_signed(text: str) -> Copy:
    """The copy of a file, however old it is."""
    try:
        content = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise UnreadableCopyError(
            _(
                "This file was changed, or it comes from another clinic. Choose the file as you "
                "saved it."
            )
        ) from None
    return checked({name: content[name] for name in IN_A_FILE if name in content})


def from_file(name: str, content: bytes) -> Copy:
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableCopyError(
            _("“{file}” is too large to be one of our files.").format(file=name)
        )
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableCopyError(
            _(
                "“{file}” is not one of our files. Look for a file named like my-guywire-data.json."
            ).format(file=name)
        ) from None
    text = found.get(FILE_KEY) if isinstance(found, dict) else None
    if not isinstance(text, str):
        raise UnreadableCopyError(
            _("We found no hip check and no program in “{file}”.").format(file=name)
        )
    return from_signed(text)


def checked(copy: Copy) -> Copy:
    """The copy, if every section of it can be read here."""
    if not copy:
        raise UnreadableCopyError(_("This copy is empty."))
    for section, content in copy.items():
        if not isinstance(content, dict) or not reads(section, content):
            raise UnreadableCopyError(
                _("This copy comes from an old version that we can no longer read.")
            )
    return copy


def replaced_by(copy: Copy, record: DeviceRecord) -> list[str]:
    """The sections that this device holds already, with something else in them."""
    return [name for name in copy if record.read(name) and record.read(name) != copy[name]]


def take_in(copy: Copy, record: DeviceRecord) -> None:
    try:
        for section, content in copy.items():
            record.write(section, content)
    except DeviceRecordFullError:
        raise UnreadableCopyError(_("This copy is too large for this device.")) from None
