from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from guywire.clinic.messages.channels.email.html import html_of
from guywire.clinic.messages.outgoing import Outgoing


def compose(outgoing: Outgoing, message_id: str) -> EmailMultiAlternatives:
    """Text and HTML of the same sentences, and the visit for a calendar."""
    sender = outgoing.sender
    email = EmailMultiAlternatives(
        outgoing.subject,
        outgoing.text,
        from_email=formataddr((sender.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[outgoing.recipient],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    email.attach_alternative(html_of(outgoing), "text/html")
    if outgoing.calendar:
        # Gmail and Outlook read an invitation from an alternative of the text (RFC 6047), the last
        # of them. A file beside it serves everybody else.
        content, method = outgoing.calendar.content, outgoing.calendar.method
        email.attach_alternative(content, f"text/calendar; method={method}")
        email.attach("visit.ics", content, "application/ics")
    return email
