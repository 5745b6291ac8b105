from django.apps import AppConfig


class WhyConfig(AppConfig):
    name = "guywire.clinic.why"
    label = "why"
