"""What we write to staff about their account. The link is made when the email is sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from guywire.clinic.desk.staff_services import password_path
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.services import write_to_staff
from guywire.clinic.people.contact import email_key
from guywire.clinic.people.models import Staff
from guywire.clinic.people.signin_forms import LETTERS_PER_ADDRESS, ForgottenPassword
from guywire.clinic.welcome.queries import clinic_sender


class ForgottenPasswordForm(ForgottenPassword):
    """Does the same for every address, so that its answer tells nobody who has an account."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        if LETTERS_PER_ADDRESS.spend(email_key(email)):
            write_to_staff(Kind.PASSWORD_RESET, email)
        return email


@renders(Kind.INVITATION)
def render_invitation(message: Message) -> Outgoing | None:
    staff = message.staff
    if staff is None or not staff.is_active:
        return None
    subject = _("Your account at {clinic}").format(clinic=clinic_sender().name)
    return _email(staff, subject, "desk/invitation.txt")


@renders(Kind.PASSWORD_RESET)
def render_password_reset(message: Message) -> Outgoing | None:
    """Return None for an address without an account."""
    staff = Staff.objects.filter(email=message.recipient, is_active=True).first()
    if staff is None:
        return None
    return _email(staff, _("Choose a new password"), "desk/password_reset.txt")


def _email(staff: Staff, subject: str, template: str) -> Outgoing:
    sender = clinic_sender()
    link = f"{settings.PUBLIC_URL}{password_path(staff)}"
    text = render_to_string(template, {"staff": staff, "clinic": sender.name, "link": link})
    action = _("Choose a password")
    return Outgoing(staff.email, subject, text, sender, address=link, action=action)
