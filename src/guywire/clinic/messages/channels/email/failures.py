"""From what SMTP answers to what the desk can do about it (RFC 5321: 4xx passes, 5xx stays)."""

import smtplib
import ssl

from guywire.clinic.messages.channels.channel import NotSentError
from guywire.clinic.messages.models import Failure


def failure_of(error: Exception) -> NotSentError:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            codes = [code for code, _ in refused.values()]
            if all(code >= 500 for code in codes):
                return NotSentError(Failure.RECIPIENT, for_good=True)
            return NotSentError(Failure.BUSY)
        case smtplib.SMTPAuthenticationError():
            return NotSentError(Failure.SIGN_IN)
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return NotSentError(Failure.ENCRYPTION)
        case smtplib.SMTPSenderRefused(smtp_code=code):
            return NotSentError(Failure.SENDER if code >= 500 else Failure.BUSY)
        case smtplib.SMTPConnectError():
            return NotSentError(Failure.UNREACHABLE)
        case smtplib.SMTPResponseException(smtp_code=code):
            refused_for_good = code >= 500
            failure = Failure.CONTENT if refused_for_good else Failure.BUSY
            return NotSentError(failure, for_good=refused_for_good)
        case ValueError():
            return NotSentError(Failure.ADDRESS, for_good=True)
    return NotSentError(Failure.UNREACHABLE)
