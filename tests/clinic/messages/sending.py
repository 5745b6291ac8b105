from django.core import mail
from django.core.mail import EmailMessage

from guywire.clinic.messages.services import send_next


def send_all() -> list[EmailMessage]:
    """Do the worker's part. Return every email that has gone out in this test."""
    while send_next():
        pass
    return mail.outbox
