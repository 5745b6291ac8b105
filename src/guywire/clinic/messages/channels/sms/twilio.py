"""Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode

from guywire.clinic.messages.channels.channel import NotSentError
from guywire.clinic.messages.models import Failure
from guywire.clinic.messages.sms_url import SmsAccount

TIMEOUT_SECONDS = 30
# https://www.twilio.com/docs/api/errors
STOPPED_CODES = frozenset({21610})
NUMBER_CODES = frozenset({21211, 21214, 21217, 21408, 21612, 21614, 30003, 30005, 30006})


def send_text(account: SmsAccount, recipient: str, text: str, callback: str) -> None:
    """Hand one text over. Raise NotSentError if the service does not take it."""
    sender = "MessagingServiceSid" if account.sender.startswith("MG") else "From"
    form = {"To": recipient, sender: account.sender, "Body": text, "StatusCallback": callback}
    status, answer = _post(account, urlencode(form))
    if status not in (200, 201):
        raise failure_of(status, _code_in(answer))


def failure_of(status: int, code: int | None) -> NotSentError:
    if code in STOPPED_CODES:
        return NotSentError(Failure.TEXT_STOPPED, for_good=True)
    if code in NUMBER_CODES:
        return NotSentError(Failure.TEXT_NUMBER, for_good=True)
    if status == 429 or status >= 500:
        return NotSentError(Failure.TEXT_BUSY)
    if status in (401, 403):
        return NotSentError(Failure.TEXT_SIGN_IN)
    return NotSentError(Failure.TEXT_REFUSED, for_good=True)


def signature_of(token: str, address: str, form: Mapping[str, str]) -> str:
    """Sign what Twilio posts (https://www.twilio.com/docs/usage/security)."""
    signed = address + "".join(f"{name}{form[name]}" for name in sorted(form))
    # HMAC-SHA1 is what Twilio signs with.
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(token: str, address: str, form: Mapping[str, str], signature: str) -> bool:
    expected = signature_of(token, address, form).encode()
    return hmac.compare_digest(expected, signature.encode())


def _post(account: SmsAccount, body: str) -> tuple[int, bytes]:
    basic = base64.b64encode(f"{account.sid}:{account.token}".encode()).decode()
    headers = {
        "Authorization": f"Basic {basic}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    connection = _connection(account)
    try:
        path = f"/2010-04-01/Accounts/{account.sid}/Messages.json"
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, response.read(65_536)
    except (OSError, HTTPException) as error:
        raise NotSentError(Failure.TEXT_UNREACHABLE) from error
    finally:
        connection.close()


def _connection(account: SmsAccount) -> HTTPConnection:
    if not account.is_encrypted:
        return HTTPConnection(account.host, account.port, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    return HTTPSConnection(account.host, account.port, timeout=TIMEOUT_SECONDS, context=context)


def _code_in(answer: bytes) -> int | None:
    try:
        content = json.loads(answer)
    except ValueError:
        return None
    code = content.get("code") if isinstance(content, dict) else None
    return code if isinstance(code, int) else None
