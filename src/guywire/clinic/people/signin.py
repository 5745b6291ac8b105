from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guywire.clinic.people.access import staff_of
from guywire.clinic.people.models import Staff
from guywire.clinic.people.senders import network_of
from guywire.clinic.people.signin_limits import Tries, remember_device
from guywire.clinic.people.signin_trail import record_refused_password
from guywire.clinic.people.staff_sessions import device_text

TOO_MANY = (
    "Too many attempts. For safety, wait five minutes and try again. "
    "If you cannot get in, choose a new password by email, or ask the owner of the practice."
)
WEAK = {
    "password_too_short": "This password has fewer than eight characters. Please add some.",
    "password_too_common": "Many people use this password, so it is tried first. "
    "Please choose another one.",
    "password_entirely_numeric": "This password is all digits. Please add letters or words.",
    "password_too_similar": "This password is too much like your name or your email address. "
    "Please choose another one.",
}


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by the owner; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This sign-in is switched off. Ask the owner of the practice.",
        "email_password_mismatch": (
            "This email address and this password do not go together. Please check both."
        ),
        "enter_current_password": "This is not the password you have now. Please type it again.",
        "incorrect_password": "This is not your password. Please type it again.",
        "invalid_login": "This does not look like an email address. Please look at it again.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        """Count the try first: many at once would all pass a check that comes before the count."""
        email = credentials.get("email") or _email_of(request)
        tries = Tries(request, email)
        if not tries.spend():
            raise self.validation_error("too_many_login_attempts")
        staff: Staff | None = super().authenticate(request, **credentials)
        if staff is None:
            record_refused_password(email)
        else:
            tries.give_back()
        return staff

    def post_login(self, request: HttpRequest, user: Staff, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.email)
        return response

    def clean_password(self, password: str, user: object = None) -> str:
        try:
            kept: str = super().clean_password(password, user)
        except ValidationError as error:
            raise ValidationError([WEAK[weak.code or ""] for weak in error.error_list]) from None
        return kept

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not to set up the first second step just after signing in: they typed the password."""
        user = staff_of(context.request)
        records = get_authentication_records(context.request, user)
        signed_in_at = datetime.fromtimestamp(records[0]["at"] if records else 0, UTC)
        is_fresh = timezone.now() - signed_in_at < timedelta(seconds=REAUTHENTICATION_TIMEOUT)
        earlier = Authenticator.objects.filter(user=user.pk, created_at__lt=signed_in_at)
        if is_fresh and not earlier.exists():
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffSecondStepAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address of the settings, whatever the request names."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "localhost", "name": "Guywire"}

    def generate_authenticator_name(self, user: Staff, type: Authenticator.Type) -> str:  # noqa: A002
        return device_text(context.request.headers.get("User-Agent", ""))

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": (
            "This code does not fit, or it was used already. Your app shows a new one every half "
            "minute: please type the one it shows now."
        ),
        "cannot_generate_recovery_codes": (
            "Recovery codes stand in for your app. Please set up the second step first."
        ),
    }


def _email_of(request: HttpRequest) -> str:
    """Whoever is asked for their password once more types no address."""
    return staff_of(request).email if request.user.is_authenticated else ""
