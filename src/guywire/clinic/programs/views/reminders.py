"""Reminders that a person sets, and what helps when a week was missed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guywire.care.barriers import BARRIERS_BY_ID
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.people.limits import Limit
from guywire.clinic.programs import email_reminders
from guywire.clinic.programs.reminder_file import reminder_file
from guywire.clinic.programs.reminder_forms import ReminderForm

PER_NETWORK = Limit("email_reminder_network", 20, timedelta(hours=1))


@form_page
def reminders(request: HttpRequest) -> HttpResponse:
    """Make a calendar file of "when ... then ...", of which nothing is stored, or an email."""
    form = ReminderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if form.is_by_email and email_enabled():
            return _ask_by_email(request, form)
        content = reminder_file(form.weekdays, form.cleaned_data["at"], form.plan_text)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="stretch-reminder.ics"'
        response["Cache-Control"] = "private, no-store"
        return response
    context = {"form": form, "can_email": email_enabled()}
    return render(request, "programs/reminders.html", context)


def _ask_by_email(request: HttpRequest, form: ReminderForm) -> HttpResponse:
    asked = PER_NETWORK.spend_for_network(request) and email_reminders.ask(
        form.cleaned_data["email"], form.weekdays, form.cleaned_data["at"]
    )
    if not asked:
        form.add_error("email", _("We sent enough emails for today. Try again tomorrow."))
        context = {"form": form, "can_email": True}
        return render(request, "programs/reminders.html", context, status=429)
    messages.success(request, _("Check your email. Open the link in it to start your reminders."))
    return redirect("reminders")


@require_http_methods(["GET", "HEAD", "POST"])
def email_reminder(request: HttpRequest, token: str) -> HttpResponse:
    """Show it on GET, for mail scanners follow links. Start or stop it on POST."""
    reminder = email_reminders.reminder_behind(token)
    if request.method == "POST" and reminder is not None:
        if "confirm" in request.POST:
            email_reminders.confirm(reminder)
        elif "stop" in request.POST:
            email_reminders.stop(reminder)
        return redirect(request.path)
    response = render(request, "programs/email_reminder.html", {"reminder": reminder})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def barrier(request: HttpRequest) -> HttpResponse:
    """What helps with what got in the way. The answer is not stored."""
    chosen = BARRIERS_BY_ID.get(request.POST.get("barrier", ""))
    if chosen is None:
        return redirect("home")
    return render(request, "programs/barrier.html", {"barrier": chosen})
