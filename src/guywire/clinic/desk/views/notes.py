import uuid

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guywire.clinic.dates import clock_text
from guywire.clinic.desk import notes
from guywire.clinic.desk.models import NOTE_PARTS, Note, NoteTemplate
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.desk.views.visits import visit_of
from guywire.clinic.desk.visit_forms import AmendmentForm, NoteForm
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Visit

OTHER_WINDOW = "other_window"
SAVE_TO_SEE_BOTH = "This draft was changed in another window. Save the draft to see both."


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def note(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Draft, sign, read or amend the note of a visit."""
    visit = visit_of(public_id)
    written = notes.note_of(visit)
    latest = written.latest if written else None
    kind = AmendmentForm if latest and latest.signed_at else NoteForm
    other_text: list[tuple[str, str]] = []
    if request.method == "POST":
        form = kind(request.POST)
        if "by_itself" in request.POST:
            return saved_by_itself(request, visit, form)
        if form.is_valid() and save(request, visit, written, form):
            return redirect("desk_note", public_id)
        if latest and form.has_error(NON_FIELD_ERRORS, code=OTHER_WINDOW):
            other_text = [
                part for part in latest.parts if part[1] not in form.cleaned_data.values()
            ]
    else:
        form = kind(initial=first_words(request, written))
    record_audit(staff_of(request), "note.open", visit.patient, visit=str(public_id))
    context = {
        "visit": visit,
        "note": written,
        "versions": written.versions.select_related("written_by") if written else [],
        "is_signed": bool(latest and latest.signed_at),
        "is_mine": written is None or written.author_id == staff_of(request).pk,
        "form": form,
        "shown": notes.stamp_of(written),
        "other_text": other_text,
        "templates": NoteTemplate.objects.all(),
    }
    return render(request, "desk/note.html", context)


def save(request: HttpRequest, visit: Visit, written: Note | None, form: NoteForm) -> bool:
    """Write what was typed; where that cannot be done, the form says why and keeps it."""
    staff, texts = staff_of(request), {part: form.cleaned_data[part] for part in NOTE_PARTS}
    try:
        if isinstance(form, AmendmentForm) and written is not None:
            notes.amend(written, staff, texts, form.cleaned_data["why"])
            messages.success(request, "The amendment is signed. The earlier version stays below.")
        else:
            sign = "sign" in request.POST
            notes.save_draft(visit, staff, texts, sign=sign, shown=request.POST.get("shown"))
            messages.success(request, "The note is signed." if sign else "The draft is saved.")
    except notes.NoteError as error:
        is_elsewhere = isinstance(error, notes.ChangedElsewhereError)
        code = OTHER_WINDOW if is_elsewhere else ""
        form.add_error(None, ValidationError(str(error), code=code))
        return False
    return True


def saved_by_itself(request: HttpRequest, visit: Visit, form: NoteForm) -> HttpResponse:
    """Save the draft of an open page while it is written, and say when that was."""
    if isinstance(form, AmendmentForm):
        return JsonResponse({"text": notes.SIGNED}, status=409)
    if not form.is_valid():
        text = next(iter(form.errors.values()))[0]
        return JsonResponse({"text": text}, status=400)
    texts, shown = {part: form.cleaned_data[part] for part in NOTE_PARTS}, request.POST.get("shown")
    try:
        note = notes.save_draft(visit, staff_of(request), texts, shown=shown, by_itself=True)
    except notes.ChangedElsewhereError:
        return JsonResponse({"text": SAVE_TO_SEE_BOTH}, status=409)
    except notes.NoteError as error:
        return JsonResponse({"text": str(error)}, status=409)
    text = f"Draft saved at {clock_text(timezone.localtime(note.latest.written_at))}."
    return JsonResponse({"text": text, "shown": notes.stamp_of(note)})


def first_words(request: HttpRequest, written: Note | None) -> dict[str, str]:
    """The latest version, or a template of the practice for a note that is not begun."""
    if written is not None:
        latest = written.latest
        return {part: getattr(latest, part) for part in NOTE_PARTS}
    number = request.GET.get("template", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return {}
    template = NoteTemplate.objects.filter(pk=int(number)).first()
    return {part: getattr(template, part) for part in NOTE_PARTS} if template else {}
