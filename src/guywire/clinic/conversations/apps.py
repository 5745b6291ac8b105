from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "guywire.clinic.conversations"
    label = "conversations"

    def ready(self) -> None:
        from guywire.clinic.conversations import emails  # noqa: F401 - it registers a renderer
        from guywire.clinic.conversations.holdings import HOLDINGS
        from guywire.clinic.people import own_data

        own_data.register(*HOLDINGS)
