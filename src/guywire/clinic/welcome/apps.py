from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "guywire.clinic.welcome"
    label = "welcome"

    def ready(self) -> None:
        from guywire.clinic.people import own_data
        from guywire.clinic.welcome import answers  # noqa: F401 - it registers a renderer
        from guywire.clinic.welcome.holdings import HOLDINGS

        own_data.register(*HOLDINGS)
