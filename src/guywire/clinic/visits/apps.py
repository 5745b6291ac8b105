from typing import Any

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "guywire.clinic.visits"
    label = "visits"

    def ready(self) -> None:
        from guywire.clinic.people import own_data
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.visits import emails, reminders  # noqa: F401 - they register renderers
        from guywire.clinic.visits.holdings import DEVICE_HOLDINGS, HOLDINGS, patient_behind_links

        understood_by("visits", _read)
        own_data.register(*HOLDINGS)
        own_data.register_device(*DEVICE_HOLDINGS)
        own_data.register_patient_behind(patient_behind_links)


def _read(content: dict[str, Any]) -> object:
    from guywire.clinic.visits.links import read_links

    return read_links(content)
