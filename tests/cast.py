"""The fixed cast of every test that needs people."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from guywire.clinic.people.models import Role, Staff

PASSWORD = "correct horse battery"


def make_staff(email: str, name: str, role: Role) -> Staff:
    staff = Staff.objects.create_user(email, PASSWORD, name=name, role=role)
    TOTP.activate(staff, generate_totp_secret())
    return staff


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
