from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "guywire.clinic.messages"
    label = "outbox"

    def ready(self) -> None:
        from guywire.clinic.messages.holdings import HOLDINGS
        from guywire.clinic.people import own_data

        own_data.register(*HOLDINGS)
