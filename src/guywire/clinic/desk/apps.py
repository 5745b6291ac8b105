from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "guywire.clinic.desk"
    label = "desk"
