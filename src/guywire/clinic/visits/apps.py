from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "guywire.clinic.visits"
    label = "visits"
