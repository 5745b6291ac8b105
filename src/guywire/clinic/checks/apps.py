from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "guywire.clinic.checks"
    label = "checks"
