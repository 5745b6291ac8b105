from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "guywire.clinic.welcome"
    label = "welcome"

    def ready(self) -> None:
        from guywire.clinic.messages.quiet_hours import register_zone
        from guywire.clinic.people import own_data
        from guywire.clinic.welcome import answers  # noqa: F401 - it registers a renderer
        from guywire.clinic.welcome.holdings import HOLDINGS
        from guywire.clinic.welcome.queries import clinic_zone

        own_data.register(*HOLDINGS)
        register_zone(clinic_zone)
