"""Text messages: a sentence without health words, and the private link."""

from django.conf import settings
from django.utils.translation import gettext as _

from guywire.clinic.messages.channels.channel import NotSentError
from guywire.clinic.messages.channels.sms.twilio import send_text
from guywire.clinic.messages.models import Failure, StoppedNumber, TextConsent
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.sms_url import SmsAccount
from guywire.clinic.people.models import Patient


class SmsChannel:
    name = "sms"
    delivers = True

    def address_of(self, patient: Patient) -> str:
        """The number they agreed to be texted at, unless texts to it were stopped."""
        phone = patient.phone
        if not phone or ";" in phone or StoppedNumber.objects.filter(phone=phone).exists():
            return ""
        agreed = TextConsent.objects.filter(patient=patient, phone=phone, withdrawn_at=None)
        return phone if agreed.exists() else ""

    def send(self, outgoing: Outgoing, message_id: str) -> None:
        # The one way out, so that a number which said STOP gets nothing from anywhere.
        if StoppedNumber.objects.filter(phone=outgoing.recipient).exists():
            raise NotSentError(Failure.TEXT_STOPPED, for_good=True)
        key = message_id.strip("<>").partition("@")[0]
        callback = f"{settings.PUBLIC_URL}/sms/status/{key}/"
        account: SmsAccount | None = settings.SMS_ACCOUNT
        if account is None:
            raise NotSentError(Failure.TEXT_SIGN_IN)
        send_text(account, outgoing.recipient, text_of(outgoing), callback)


def text_of(outgoing: Outgoing) -> str:
    """One sentence and the link. The name of the clinic comes first: a number says nothing."""
    parts = [f"{outgoing.sender.name}: {outgoing.subject}", outgoing.address]
    return "\n".join([*filter(None, parts), _("Reply STOP to end texts.")])
