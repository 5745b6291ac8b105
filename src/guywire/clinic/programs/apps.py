from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "guywire.clinic.programs"
    label = "programs"

    def ready(self) -> None:
        from guywire.clinic.people.sharing import on_share
        from guywire.clinic.programs.record import SECTION
        from guywire.clinic.programs.services import keep_shared_program

        on_share(SECTION, keep_shared_program)
