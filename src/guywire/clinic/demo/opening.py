"""A practice to try things on: made once in an empty database, with sign-ins that work today."""

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

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
        # What builds it needs the whole engine, which a second start should not wait for.
        from guywire.clinic.demo.practice import build_practice

        build_practice(timezone.now())
    return [
        SignIn(staff.get_role_display(), staff.email, PASSWORD, fresh_codes(staff)[:3])
        for staff in Staff.objects.filter(email__in=[email for email, _, _ in STAFF])
    ]


def fresh_codes(staff: Staff) -> list[str]:
    Authenticator.objects.filter(user=staff, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(staff).get_unused_codes()
    return codes
