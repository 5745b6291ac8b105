from ipaddress import IPv6Address, IPv6Interface, ip_address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

TOO_MANY = (
    "Too many wrong tries. For safety, please wait five minutes and try again. "
    "If you cannot get in, ask the owner of the practice."
)
WEAK = {
    "password_too_short": "This password has fewer than eight characters. Please add some.",
    "password_too_common": "Many people use this password, so it is tried first. "
    "Please choose another one.",
    "password_entirely_numeric": "This password is all digits. Please add letters or words.",
    "password_too_similar": "This password is too much like your name or your e-mail address. "
    "Please choose another one.",
}


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by the owner; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This sign-in is switched off. Ask the owner of the practice.",
        "email_password_mismatch": (
            "This e-mail address and this password do not go together. Please check both."
        ),
        "enter_current_password": "This is not the password you have now. Please type it again.",
        "incorrect_password": "This is not your password. Please type it again.",
        "invalid_login": "This does not look like an e-mail address. Please look at it again.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """What the rate limits count by: a mark of the address, so that no address is kept."""
        address = ip_address(super().get_client_ip(request))
        if isinstance(address, IPv6Address):
            return _mark(IPv6Interface((address, 64)).network)
        return _mark(address)

    def clean_password(self, password: str, user: object = None) -> str:
        try:
            kept: str = super().clean_password(password, user)
        except ValidationError as error:
            raise ValidationError([WEAK[weak.code or ""] for weak in error.error_list]) from None
        return kept

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffSecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": (
            "This code does not fit, or it was used already. Your app shows a new one every half "
            "minute: please type the one it shows now."
        ),
        "cannot_generate_recovery_codes": (
            "Recovery codes stand in for your app. Please set up the second step first."
        ),
    }


def _mark(household: object) -> str:
    return salted_hmac("guywire.limits", str(household)).hexdigest()
