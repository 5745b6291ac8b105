from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "guywire.clinic.programs"
    label = "programs"
