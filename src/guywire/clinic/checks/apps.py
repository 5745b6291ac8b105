from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "guywire.clinic.checks"
    label = "checks"

    def ready(self) -> None:
        from guywire.clinic.people.sharing import on_share

        on_share("check", "guywire.clinic.checks.services.keep_shared_check")
