from ipaddress import IPv6Address, IPv6Interface, ip_address

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by the owner; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This sign-in is switched off. Ask the owner of the practice.",
        "email_password_mismatch": (
            "This e-mail address and this password do not go together. Please check both."
        ),
        "too_many_login_attempts": (
            "Too many wrong passwords. For safety, please wait five minutes and try again. "
            "Forgotten it? Get a new one, or ask the owner of the practice."
        ),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """What the rate limits count by: a mark of the address, so that no address is kept."""
        address = ip_address(super().get_client_ip(request))
        if isinstance(address, IPv6Address):
            return _mark(IPv6Interface((address, 64)).network)
        return _mark(address)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def _mark(household: object) -> str:
    return salted_hmac("guywire.limits", str(household)).hexdigest()
