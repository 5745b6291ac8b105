from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "guywire.clinic.checks"
    label = "checks"

    def ready(self) -> None:
        from guywire.clinic.checks.record import SECTION
        from guywire.clinic.checks.services import keep_shared_check
        from guywire.clinic.people.sharing import on_share

        on_share(SECTION, keep_shared_check)
