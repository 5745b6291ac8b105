from typing import Any

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "guywire.clinic.alerts"
    label = "alerts"

    def ready(self) -> None:
        from guywire.clinic.alerts import emails  # noqa: F401 - it registers renderers
        from guywire.clinic.alerts.holdings import HOLDINGS
        from guywire.clinic.conversations.changes import message_received
        from guywire.clinic.people import own_data
        from guywire.clinic.visits.changes import visit_changed
        from guywire.clinic.welcome.changes import question_asked

        message_received.connect(_message_received, dispatch_uid="alerts")
        visit_changed.connect(_visit_changed, dispatch_uid="alerts")
        question_asked.connect(_question_asked, dispatch_uid="alerts")
        own_data.register(*HOLDINGS)


def _message_received(message: Any, **_: object) -> None:
    from guywire.clinic.alerts import services

    services.message_received(message)


def _visit_changed(visit: Any, action: str, by: Any, **_: object) -> None:
    from guywire.clinic.alerts import services

    services.visit_changed(visit, action, by)


def _question_asked(question: Any, **_: object) -> None:
    from guywire.clinic.alerts import services

    services.question_asked(question)
