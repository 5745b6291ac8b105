"""Take back the last change: for some minutes the device also holds what stood there before."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest

from guywire.clinic.people.device import UNDO, DeviceRecord, DeviceRecordFullError, device_of


def offer_undo(device: DeviceRecord, section: str, before: dict[str, Any]) -> None:
    """Call after the change. `before` is empty when nothing was saved yet."""
    if before == device.read(section):
        return
    offer = {"s": section, "b": before, "a": _mark(device.read(section))}
    try:
        device.write(UNDO, offer)
    except DeviceRecordFullError:
        device.write(UNDO, {})


@dataclass(frozen=True)
class TakenBack:
    """The section that is as it was before, and what it held until now."""

    section: str
    content: dict[str, Any]


def take_back(device: DeviceRecord) -> TakenBack | None:
    """Return None if there is nothing to take back, or something was changed since."""
    offer = device.read(UNDO)
    taken = None
    if _still_holds(device, offer):
        taken = TakenBack(offer["s"], device.read(offer["s"]))
        device.write(offer["s"], offer["b"])
    device.write(UNDO, {})
    return taken


def before_undo(device: DeviceRecord, section: str) -> dict[str, Any] | None:
    """Return what the section would hold after an undo, or None if none is offered for it."""
    offer = device.read(UNDO)
    is_for_it = _still_holds(device, offer) and offer["s"] == section
    return offer["b"] if is_for_it else None


def is_offered(request: HttpRequest) -> bool:
    device = device_of(request)
    return _still_holds(device, device.read(UNDO))


def _still_holds(device: DeviceRecord, offer: dict[str, Any]) -> bool:
    return bool(offer) and _mark(device.read(offer["s"])) == offer["a"]


def _mark(content: dict[str, Any]) -> str:
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=6).hexdigest()
