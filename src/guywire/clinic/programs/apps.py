from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from guywire.clinic.people.models import Patient


class ProgramsConfig(AppConfig):
    name = "guywire.clinic.programs"
    label = "programs"

    def ready(self) -> None:
        from guywire.clinic.people import own_data
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.sharing import on_share, on_undo
        from guywire.clinic.programs import email_reminders  # noqa: F401 - registers its emails.
        from guywire.clinic.programs.holdings import DEVICE_HOLDINGS, HOLDINGS

        understood_by("program", _read)
        on_share("program", _copy)
        on_undo("program", _withdraw)
        own_data.register(*HOLDINGS)
        own_data.register_device(*DEVICE_HOLDINGS)


# Imported when a device is read, not when Django starts: every command would load them.
def _read(content: dict[str, Any]) -> object:
    from guywire.clinic.programs.record import unpack

    return unpack(content)


def _copy(patient: "Patient", content: dict[str, Any]) -> None:
    from guywire.clinic.programs.services import keep_shared_program

    keep_shared_program(patient, content)


def _withdraw(patient: "Patient", taken: dict[str, Any], restored: dict[str, Any]) -> None:
    from guywire.clinic.programs.undoing import withdraw_from_clinic

    withdraw_from_clinic(patient, taken, restored)
