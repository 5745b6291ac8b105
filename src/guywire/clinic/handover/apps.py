from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "guywire.clinic.handover"
    label = "handover"
