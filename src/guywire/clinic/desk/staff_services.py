"""The owner's work on who may sign in. Nobody here ever learns anybody's password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.services import write_to_staff
from guywire.clinic.people.models import Role, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Availability, Therapist
from guywire.clinic.visits.queries import upcoming
from guywire.clinic.visits.services import lock_schedules
from guywire.clinic.welcome.queries import clinic_today, current_clinic


class StaffError(ValueError):
    """Why the owner cannot do this, in a sentence."""


@transaction.atomic
def add_staff(owner: Staff, *, name: str, email: str, role: str) -> Staff:
    staff = Staff.objects.create_user(email, None, name=name, role=role)
    record_audit(owner, "staff.add", added=staff.pk, role=role)
    invite(owner, staff)
    return staff


@transaction.atomic
def invite(owner: Staff, staff: Staff) -> None:
    """Queue a link to choose a password; without a mail server the owner hands it over."""
    record_audit(owner, "staff.invite", invited=staff.pk)
    if email_enabled():
        write_to_staff(Kind.INVITATION, staff.email, staff)


def password_path(staff: Staff) -> str:
    """Where this person chooses a password: once, and only for three days."""
    key = default_token_generator.make_token(staff)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(staff), key])


@transaction.atomic
def change_role(owner: Staff, staff: Staff, role: str) -> None:
    refuse_oneself(owner, staff)
    if role == Role.FRONT_DESK and is_booked(staff):
        raise StaffError(
            f"Patients book {staff.name} as a therapist. First remove the weekly hours under "
            "Practice, and move the visits to come."
        )
    record_audit(owner, "staff.role", changed=staff.pk, before=staff.role, after=role)
    staff.role = Role(role)
    staff.save(update_fields=["role"])


def is_booked(staff: Staff) -> bool:
    """Whether they treat: the front desk opens no chart, note or video room."""
    hours = Availability.objects.filter(therapist__staff=staff)
    has_hours = hours.exclude(valid_until__lt=clinic_today(current_clinic())).exists()
    return has_hours or upcoming().filter(therapist__staff=staff).exists()


@transaction.atomic
def switch(owner: Staff, staff: Staff, *, on: bool) -> None:
    refuse_oneself(owner, staff)
    lock_schedules(*Therapist.objects.filter(staff=staff).values_list("pk", flat=True))
    record_audit(owner, "staff.switch_on" if on else "staff.switch_off", switched=staff.pk)
    staff.is_active = on
    staff.save(update_fields=["is_active"])


@transaction.atomic
def forget_second_step(owner: Staff, staff: Staff) -> None:
    """For a lost phone: the desk stays closed to them until they set up a new one."""
    refuse_oneself(owner, staff)
    record_audit(owner, "staff.second_step_forgotten", forgotten=staff.pk)
    Authenticator.objects.filter(user=staff).delete()


def refuse_oneself(owner: Staff, staff: Staff) -> None:
    """So that a practice never locks itself out: an owner is changed by another owner."""
    if owner.pk == staff.pk:
        raise StaffError("You cannot do this to yourself. Another owner can.")


@transaction.atomic
def owner_from_the_terminal(email: str, name: str) -> str:
    """Who can reach the machine may make an owner, or let one back in who lost the password."""
    staff = Staff.objects.filter(email=email.lower()).first()
    if staff is None:
        staff = new_owner(email, name)
    elif staff.role != Role.OWNER or not staff.is_active:
        raise StaffError(f"{email} is no owner, or is switched off. An owner changes that.")
    record_audit(None, "staff.owner_from_the_terminal", added=staff.pk)
    return settings.PUBLIC_URL + password_path(staff)


def new_owner(email: str, name: str) -> Staff:
    if not name:
        raise StaffError("Nobody signs in with this address yet. Please add --name.")
    try:
        validate_email(email)
    except ValidationError:
        raise StaffError(f"{email!r} is not an email address.") from None
    return Staff.objects.create_user(email, None, name=name, role=Role.OWNER)
