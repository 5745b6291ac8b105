from django.apps import AppConfig


class FigureConfig(AppConfig):
    name = "guywire.clinic.figure"
    label = "figure"
