from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "guywire.clinic.programs"
    label = "programs"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.sharing import on_share

        understood_by("program", "guywire.clinic.programs.record.unpack")
        on_share("program", "guywire.clinic.programs.services.keep_shared_program")
