"""The note of a visit: drafted and signed by its author, amended by anyone clinical."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from guywire.clinic.desk.models import Note, NoteVersion
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Visit

SIGNED = "This note is signed. Amend it instead."
CHANGED = (
    "This draft was changed in another window. What it says there is below the form. "
    "Take over what you need, then save again."
)


class NoteError(ValueError):
    """Why a note cannot be changed, in a sentence for the desk."""


class ChangedElsewhereError(NoteError):
    """Another window has saved the draft since this one showed it."""


def note_of(visit: Visit) -> Note | None:
    return Note.objects.filter(visit=visit).select_related("author", "patient").first()


@transaction.atomic
def save_draft(
    visit: Visit,
    by: Staff,
    texts: dict[str, str],
    *,
    sign: bool = False,
    shown: str | None = None,
    by_itself: bool = False,
) -> Note:
    """Write the draft, and sign it if asked. A signed note is left as it is.

    `shown` is the stamp of the draft that the window began from: one that was changed since in
    another window is not written over. A page that saves `by_itself` fills no trail.
    """
    note, is_new = _note_for(visit, by)
    if note.author_id != by.pk:
        raise NoteError(f"{note.author.name} is writing this note. Only they can change the draft.")
    now = timezone.now()
    values = {**texts, "written_at": now, "signed_at": now if sign else None}
    # One statement, so that a second window cannot write over what the first has just signed.
    drafts = NoteVersion.objects.filter(note=note, number=1, signed_at=None)
    if shown is not None and not is_new:
        moment = _moment(shown)
        drafts = drafts.filter(written_at=moment) if moment else drafts.none()
    if not drafts.update(**values):
        if note.latest.signed_at:
            raise NoteError(SIGNED)
        raise ChangedElsewhereError(CHANGED)
    if is_new or not by_itself:
        record_audit(by, "note.sign" if sign else "note.draft", visit.patient, note=note.pk)
    return note


def last_signed(patient: Patient) -> NoteVersion | None:
    signed = NoteVersion.objects.filter(note__patient=patient, signed_at__isnull=False)
    return signed.select_related("note__visit", "written_by").order_by("-signed_at").first()


def drafts_of(staff: Staff) -> QuerySet[NoteVersion]:
    """What this author has not signed yet, the oldest visit first."""
    drafts = NoteVersion.objects.filter(note__author=staff, signed_at=None)
    return drafts.select_related("note__visit", "note__patient").order_by(
        "note__visit__starts_at", "pk"
    )


def stamp_of(note: Note | None) -> str:
    """What a window carries to say which draft it shows. Empty before there is one."""
    return note.latest.written_at.isoformat() if note else ""


def _moment(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@transaction.atomic
def amend(note: Note, by: Staff, texts: dict[str, str], why: str) -> NoteVersion:
    """Add a signed version. What was signed before stays readable."""
    Note.objects.select_for_update().get(pk=note.pk)
    latest = note.latest
    if latest.signed_at is None:
        raise NoteError("This note is still a draft.")
    now = timezone.now()
    version = NoteVersion.objects.create(
        note=note,
        number=latest.number + 1,
        written_by=by,
        written_at=now,
        signed_at=now,
        why=why,
        **texts,
    )
    record_audit(by, "note.amend", note.patient, note=note.pk)
    return version


def _note_for(visit: Visit, by: Staff) -> tuple[Note, bool]:
    """The note there is, or a new one with an empty draft: of two windows one makes it."""
    try:
        with transaction.atomic():
            note, is_new = Note.objects.select_related("author").get_or_create(
                visit=visit, defaults={"author": by, "patient": visit.patient}
            )
            if is_new:
                NoteVersion.objects.create(note=note, number=1, written_by=by)
    except IntegrityError:
        note, is_new = Note.objects.select_related("author").get(visit=visit), False
    return note, is_new
