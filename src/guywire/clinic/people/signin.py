from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
