"""Email by SMTP, over a connection that is encrypted unless the operator wrote that it is not."""

from guywire.clinic.messages.channels.channel import NotSentError
from guywire.clinic.messages.channels.email.compose import compose
from guywire.clinic.messages.channels.email.failures import failure_of
from guywire.clinic.messages.models import Failure
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.people.models import Patient


class EmailChannel:
    name = "email"
    delivers = True

    def address_of(self, patient: Patient) -> str:
        return patient.email

    def send(self, outgoing: Outgoing, message_id: str) -> None:
        # Django would write letters beyond ASCII before the @ as a word of another mailbox.
        if not outgoing.recipient.rpartition("@")[0].isascii():
            raise NotSentError(Failure.ADDRESS, for_good=True)
        try:
            compose(outgoing, message_id).send()
        # OSError: the server, SMTP's own errors among them. ValueError: Django cannot write this
        # address or header.
        except (OSError, ValueError) as error:
            raise failure_of(error) from error
