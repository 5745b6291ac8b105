"""Change the look of the practice. A picture that nothing shows any more is deleted."""

from django.db import transaction

from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Therapist
from guywire.clinic.welcome.models import Clinic, Picture
from guywire.clinic.welcome.pictures import NewPicture, make_sign_icon


@transaction.atomic
def save_logo(
    clinic: Clinic, staff: Staff, picture: NewPicture | None, icon: NewPicture | None
) -> None:
    clinic.logo = _stored(picture)
    clinic.icon = _stored(icon or _sign_in(clinic.color))
    clinic.save(update_fields=["logo", "icon"])
    record_audit(staff, "practice.logo" if picture else "practice.logo.remove")
    _delete_unused()


@transaction.atomic
def save_photo(therapist: Therapist, staff: Staff, picture: NewPicture | None) -> None:
    therapist.photo = _stored(picture)
    therapist.save(update_fields=["photo"])
    action = "practice.photo" if picture else "practice.photo.remove"
    record_audit(staff, action, row=therapist.pk)
    _delete_unused()


@transaction.atomic
def save_color(clinic: Clinic, staff: Staff, color: str) -> None:
    clinic.color = color
    if not clinic.logo_id:
        clinic.icon = _stored(_sign_in(color))
    clinic.save(update_fields=["color", "icon"])
    record_audit(staff, "practice.color", color=color)
    _delete_unused()


def _sign_in(color: str) -> NewPicture | None:
    return make_sign_icon(color) if color else None


def _stored(picture: NewPicture | None) -> Picture | None:
    if picture is None:
        return None
    defaults = {"content": picture.content}
    return Picture.objects.get_or_create(name=picture.name, defaults=defaults)[0]


def _delete_unused() -> None:
    Picture.objects.filter(clinic=None, icon_of=None, therapist=None).delete()
