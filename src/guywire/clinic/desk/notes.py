"""The note of a visit: drafted and signed by its author, amended by anyone clinical."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from guywire.clinic.desk.models import Note, NoteVersion
from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Visit


class NoteError(ValueError):
    """Why a note cannot be changed, in a sentence for the desk."""


def note_of(visit: Visit) -> Note | None:
    return Note.objects.filter(visit=visit).select_related("author", "patient").first()


@transaction.atomic
def save_draft(visit: Visit, by: Staff, texts: dict[str, str], *, sign: bool = False) -> Note:
    """Write the draft, and sign it if asked. A signed note is left as it is."""
    note = _note_for(visit, by)
    if note.author_id != by.pk:
        raise NoteError(f"{note.author.name} is writing this note. Only they can change the draft.")
    now = timezone.now()
    values = {**texts, "written_at": now, "signed_at": now if sign else None}
    # One statement, so that a second window cannot write over what the first has just signed.
    drafts = NoteVersion.objects.filter(note=note, number=1, signed_at=None)
    if not drafts.update(**values):
        raise NoteError("This note is signed. Amend it instead.")
    record_audit(by, "note.sign" if sign else "note.draft", visit.patient, note=note.pk)
    return note


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


def _note_for(visit: Visit, by: Staff) -> Note:
    """The note there is, or a new one with an empty draft: of two windows one makes it."""
    try:
        with transaction.atomic():
            note, is_new = Note.objects.select_related("author").get_or_create(
                visit=visit, defaults={"author": by, "patient": visit.patient}
            )
            if is_new:
                NoteVersion.objects.create(note=note, number=1, written_by=by)
    except IntegrityError:
        note = Note.objects.select_related("author").get(visit=visit)
    return note
