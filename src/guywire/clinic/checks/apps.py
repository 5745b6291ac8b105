from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from guywire.clinic.people.models import Patient


class ChecksConfig(AppConfig):
    name = "guywire.clinic.checks"
    label = "checks"

    def ready(self) -> None:
        from guywire.clinic.checks.holdings import DEVICE_HOLDINGS, HOLDINGS
        from guywire.clinic.people import own_data
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.sharing import on_share

        understood_by("check", _read)
        on_share("check", _copy)
        own_data.register(*HOLDINGS)
        own_data.register_device(*DEVICE_HOLDINGS)


# Imported when a device is read, not when Django starts: every command would load the engine.
def _read(content: dict[str, Any]) -> object:
    from guywire.clinic.checks.record import read_check

    return read_check(content)


def _copy(patient: "Patient", content: dict[str, Any]) -> None:
    from guywire.clinic.checks.services import keep_shared_check

    keep_shared_check(patient, content)
