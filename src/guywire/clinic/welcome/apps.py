from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "guywire.clinic.welcome"
    label = "welcome"
