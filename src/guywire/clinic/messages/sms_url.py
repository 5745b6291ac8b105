"""The account at the text message service as the operator writes it. Knows no Django."""

import re
from dataclasses import dataclass

URL = re.compile(
    r"twilio://(AC[0-9A-Fa-f]{32}):([^@/\s]+)@(\+[1-9][0-9]{6,14}|MG[0-9A-Fa-f]{32})/?"
)
HOW_TO_WRITE = (
    "is not understood. Write twilio://ACCOUNT_SID:AUTH_TOKEN@+15035550142 with the number that "
    "texts come from, or with the SID of a messaging service (MG…) in its place."
)


class SmsUrlError(ValueError):
    """One sentence, without the token."""


@dataclass(frozen=True, slots=True)
class SmsAccount:
    sid: str
    token: str
    sender: str
    """A phone number in E.164, or the SID of a messaging service."""
    host: str = "api.twilio.com"
    port: int = 443
    is_encrypted: bool = True

    def __repr__(self) -> str:
        """Without the token: settings end up in logs."""
        return f"SmsAccount({self.sid}, {self.sender})"


def parse_sms_url(url: str) -> SmsAccount:
    """Parse `twilio://sid:token@sender`. Raise SmsUrlError."""
    parts = URL.fullmatch(url)
    if parts is None:
        raise SmsUrlError(HOW_TO_WRITE)
    sid, token, sender = parts.groups()
    return SmsAccount(sid, token, sender)
