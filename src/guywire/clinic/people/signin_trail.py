"""Each sign-in and each change of how to sign in, and each one refused, in the trail."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed

from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit

logger = logging.getLogger(__name__)


def connect() -> None:
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (authentication_failed, _code_refused),
        (password_changed, _password_changed),
        (password_reset, _password_changed),
        (authenticator_added, _second_step_added),
        (authenticator_removed, _second_step_removed),
    ):
        signal.connect(receiver)


def record_refused_password(email: str) -> None:
    """Name the account, if there is one. An address that nobody has is not logged."""
    staff = Staff.objects.filter(email=email.lower()).first()
    if staff is None:
        logger.warning("A sign-in to an account that does not exist was refused.")
    else:
        record_audit(staff, "signin.password_refused")


def _signed_in(user: Staff, **_signal: Any) -> None:
    record_audit(user, "signin")


def _code_refused(user: Staff, **_signal: Any) -> None:
    record_audit(user, "signin.code_refused")


def _password_changed(user: Staff, **_signal: Any) -> None:
    record_audit(user, "signin.password_changed")


def _second_step_added(user: Staff, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        record_audit(user, "signin.passkey_added")
    else:
        record_audit(user, "signin.second_step_changed")


def _second_step_removed(user: Staff, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        record_audit(user, "signin.passkey_removed")
    else:
        record_audit(user, "signin.second_step_changed")
