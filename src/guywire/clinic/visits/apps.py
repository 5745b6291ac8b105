from typing import Any

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "guywire.clinic.visits"
    label = "visits"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.visits import emails, reminders  # noqa: F401 - they register renderers

        understood_by("visits", _read)


def _read(content: dict[str, Any]) -> object:
    from guywire.clinic.visits.links import read_links

    return read_links(content)
