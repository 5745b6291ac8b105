from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "guywire.clinic.visits"
    label = "visits"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by

        understood_by("visits", "guywire.clinic.visits.links.read_links")
