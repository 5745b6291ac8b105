"""The fixed cast of every test that needs people."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import transaction
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


@contextmanager
def as_if_first(client: Client) -> Iterator[Client]:
    """A copy of the client; what it does leaves no row, count or cookie for whoever comes next."""
    copy = Client()
    copy.cookies = deepcopy(client.cookies)
    cache.clear()
    with transaction.atomic():
        yield copy
        transaction.set_rollback(True)
