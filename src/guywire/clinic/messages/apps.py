from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "guywire.clinic.messages"
    label = "outbox"
