from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "guywire.clinic.jobs"
    label = "jobs"
