from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "guywire.clinic.backups"
    label = "backups"
