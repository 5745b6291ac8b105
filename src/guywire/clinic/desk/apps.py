from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class DeskConfig(AppConfig):
    name = "guywire.clinic.desk"
    label = "desk"

    def ready(self) -> None:
        from guywire.clinic.desk import account_emails  # noqa: F401 - it registers renderers
        from guywire.clinic.desk.holdings import HOLDINGS
        from guywire.clinic.messages.changes import message_changed
        from guywire.clinic.people import own_data
        from guywire.clinic.people.changes import patient_changed, visits_changed
        from guywire.clinic.visits.changes import offer_changed, visit_changed
        from guywire.clinic.welcome.changes import question_changed

        patient_changed.connect(_queue_thread, dispatch_uid="queue")
        question_changed.connect(_queue_question, dispatch_uid="queue")
        message_changed.connect(_queue_email, dispatch_uid="queue")
        offer_changed.connect(_queue_offer, dispatch_uid="queue")
        patient_changed.connect(_refresh, dispatch_uid="follow_up")
        visits_changed.connect(_refresh_staff, dispatch_uid="follow_up")
        question_changed.connect(_refresh_question, dispatch_uid="follow_up")
        for news in (
            patient_changed,
            visits_changed,
            visit_changed,
            question_changed,
            message_changed,
            offer_changed,
        ):
            news.connect(_show_on_open_pages, dispatch_uid="live")
        for model in ("desk.FollowUpEntry", "desk.QueueItem", "desk.Attempt", "alerts.Alert"):
            post_save.connect(_show_on_open_pages, sender=model, dispatch_uid="live")
        own_data.register(*HOLDINGS)


def _show_on_open_pages(**_: object) -> None:
    from guywire.clinic.desk import live

    live.changed()


# The rules need the engine, which a command that writes nothing should not wait for.


def _refresh(patient: Any, **_: object) -> None:
    from guywire.clinic.desk import follow_up

    follow_up.refresh([patient])


def _refresh_staff(patient: Any, **_: object) -> None:
    from guywire.clinic.desk import follow_up

    follow_up.refresh_staff(patient)


def _refresh_question(question: Any, **_: object) -> None:
    from guywire.clinic.desk import follow_up

    follow_up.refresh_question(question)


def _queue_question(question: Any, **_: object) -> None:
    from guywire.clinic.desk import queue

    queue.refresh(queue.QUESTION, question.pk)


def _queue_thread(patient: Any, **_: object) -> None:
    from guywire.clinic.desk import queue

    queue.refresh_thread(patient)


def _queue_email(message: int, **_: object) -> None:
    from guywire.clinic.desk import queue

    queue.refresh(queue.EMAIL, message)


def _queue_offer(offer: int, **_: object) -> None:
    from guywire.clinic.desk import queue

    queue.refresh(queue.OFFER, offer)
