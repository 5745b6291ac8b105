"""Take back the last change: for some minutes the device also holds what stood there before."""

import json
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest

from guywire.clinic.people.device import UNDO, DeviceRecord, DeviceRecordFullError, device_of


def offer_undo(device: DeviceRecord, section: str, before: dict[str, Any]) -> None:
    """Call after the change. Without `before` there is nothing to go back to, and no offer."""
    if not before or before == device.read(section):
        return
    offer = {"s": section, "b": before, "a": _mark(device.read(section))}
    try:
        device.write(UNDO, offer)
    except DeviceRecordFullError:
        device.write(UNDO, {})


def take_back(device: DeviceRecord) -> bool:
    """Return False if there is nothing to take back, or something was changed since."""
    offer = device.read(UNDO)
    may = _still_holds(device, offer)
    if may:
        device.write(offer["s"], offer["b"])
    device.write(UNDO, {})
    return may


def is_offered(request: HttpRequest) -> bool:
    device = device_of(request)
    return _still_holds(device, device.read(UNDO))


def _still_holds(device: DeviceRecord, offer: dict[str, Any]) -> bool:
    return bool(offer) and _mark(device.read(offer["s"])) == offer["a"]


def _mark(content: dict[str, Any]) -> str:
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=6).hexdigest()
