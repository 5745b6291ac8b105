"""A practice to try things on: made once in an empty database, with sign-ins that work today."""

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from guywire.clinic.people.models import Role, Staff
from guywire.clinic.welcome.models import Clinic

PASSWORD = "guy-wires-hold-the-mast"  # noqa: S105
STAFF = (
    ("dana@demo.example", "Dana Whitfield", Role.THERAPIST),
    ("fran@demo.example", "Fran Okafor", Role.FRONT_DESK),
    ("omar@demo.example", "Omar Castellanos", Role.OWNER),
)


class SignIn(NamedTuple):
    role: str
    email: str
    password: str
    codes: list[str]


def open_practice() -> list[SignIn]:
    """Make the demo practice if the database is empty; hand out fresh second-step codes."""
    if not Clinic.objects.exists() and not Staff.objects.exists():
        build_practice()
    return [
        SignIn(staff.get_role_display(), staff.email, PASSWORD, fresh_codes(staff)[:3])
        for staff in Staff.objects.filter(email__in=[email for email, _, _ in STAFF])
    ]


@transaction.atomic
def build_practice() -> None:
    Clinic.objects.create(
        pk=1,
        name="Mast Physical Therapy",
        promise="A sore back usually gets better. Let us find out what helps yours.",
        phone="+15035550142",
        email="hello@demo.example",
        hours="Monday to Friday, 8 am to 6 pm",
    )
    for email, name, role in STAFF:
        staff = Staff.objects.create_user(email, PASSWORD, name=name, role=role)
        TOTP.activate(staff, generate_totp_secret())


def fresh_codes(staff: Staff) -> list[str]:
    Authenticator.objects.filter(user=staff, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(staff).get_unused_codes()
    return codes
