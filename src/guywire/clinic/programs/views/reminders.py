"""Reminders that a person sets, and what helps when a week was missed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from guywire.care.barriers import BARRIERS_BY_ID
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.programs.reminder_file import reminder_file
from guywire.clinic.programs.reminder_forms import ReminderForm


@form_page
def reminders(request: HttpRequest) -> HttpResponse:
    """Make a calendar file of "when ... then ...". Nothing of it is stored."""
    form = ReminderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        content = reminder_file(form.weekdays, form.cleaned_data["at"], form.plan_text)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="stretch-reminder.ics"'
        response["Cache-Control"] = "private, no-store"
        return response
    return render(request, "programs/reminders.html", {"form": form})


@require_POST
def barrier(request: HttpRequest) -> HttpResponse:
    """What helps with what got in the way. The answer is not stored."""
    chosen = BARRIERS_BY_ID.get(request.POST.get("barrier", ""))
    if chosen is None:
        return redirect("home")
    return render(request, "programs/barrier.html", {"barrier": chosen})
