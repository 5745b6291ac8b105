"""The sign-in library's forms in our words: the same fields and checks, other sentences."""

from datetime import timedelta
from typing import Any, NamedTuple

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms

from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import Staff
from guywire.clinic.people.signin_limits import Tries
from guywire.clinic.plain_forms import speak_plainly


class Words(NamedTuple):
    label: str
    missing: str


EMAIL = Words("Email", "Please type the email address you sign in with.")
FIELDS = {
    "login": EMAIL,
    "email": EMAIL,
    "password": Words("Password", "Please type your password."),
    "oldpassword": Words("The password you have now", "Please type the password you have now."),
    "password1": Words("New password", "Please type a new password."),
    "password2": Words("New password once more", "Please type the new password once more."),
    "code": Words("Code", "Please type the code."),
    "name": Words("Name", "Type a name for this passkey."),
}
NOT_AN_ADDRESS = "This does not look like an email address. It should look like name@example.com."
NOT_THE_SAME = "These two passwords are not the same. Please type the same one twice."


MAX_PASSKEY_NAME_CHARS = 60
NO_PASSKEY = "The device made no passkey. Try again, or use a code from your authenticator app."
LETTERS_PER_ADDRESS = Limit("password.address", 3, timedelta(hours=1))
LETTERS_PER_NETWORK = Limit("password.network", 20, timedelta(hours=1))
TOO_MANY = (
    "Too many attempts. For safety, wait five minutes and try again. "
    "If you cannot get in, ask the owner of the practice."
)


class InOurWords(forms.Form):
    """Goes before a form of the library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in FIELDS:
                field.label, field.error_messages["required"] = FIELDS[name]
            field.error_messages["invalid"] = NOT_AN_ADDRESS
            field.widget.attrs.pop("placeholder", None)
            speak_plainly(field)


class NewPassword(InOurWords):
    """Says above its fields what makes a password good, and in our words when two differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        passwords = [cleaned.get(name) for name in ("password1", "password2")]
        if all(passwords) and len(set(passwords)) > 1:
            self.add_error("password2", NOT_THE_SAME)
        return cleaned


class SignIn(InOurWords, account.LoginForm):
    pass


class StillYou(InOurWords, account.ReauthenticateForm):
    pass


class ForgottenPassword(InOurWords, account.ResetPasswordForm):
    """Sends a few letters an hour to one address, and says the same whether it is known or not."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not LETTERS_PER_NETWORK.spend_for_network(context.request):
            self.add_error(None, TOO_MANY)
        return dict(cleaned)


class ChangedPassword(NewPassword, account.ChangePasswordForm):
    pass


class PasswordFromLink(NewPassword, account.ResetPasswordKeyForm):
    pass


class LimitedCode(InOurWords):
    """Takes a few wrong codes of one account from one sender, then waits."""

    user: Staff

    def clean_code(self) -> str:
        tries = Tries(context.request, self.user.email, "code")
        if not tries.spend():
            raise forms.ValidationError(TOO_MANY)
        code: str = super().clean_code()  # type: ignore[misc]
        tries.give_back()
        return code


class SecondStep(LimitedCode, second_step.AuthenticateForm):
    pass


class StillYouBySecondStep(LimitedCode, second_step.ReauthenticateForm):
    pass


class PasskeyAgain(passkey.ReauthenticateWebAuthnForm):
    pass


class NewPasskey(InOurWords, passkey._BaseAddWebAuthnForm):
    """A passkey signs in without a password: the device has to know who holds it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = MAX_PASSKEY_NAME_CHARS
        self.fields["name"].help_text = "Such as Phone, or Computer at the front desk."
        self.fields["credential"].error_messages["required"] = NO_PASSKEY


class NameOfPasskey(InOurWords, passkey.EditWebAuthnForm):
    pass


class NewSecondStep(InOurWords, totp.ActivateTOTPForm):
    pass
