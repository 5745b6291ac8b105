from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "guywire.clinic.checks"
    label = "checks"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.sharing import on_share

        understood_by("check", "guywire.clinic.checks.record.read_check")
        on_share("check", "guywire.clinic.checks.services.keep_shared_check")
