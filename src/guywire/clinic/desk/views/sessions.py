"""Where staff are signed in: one's own browsers, and for the owner those of a colleague."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY, OWNER
from guywire.clinic.people import staff_sessions
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Staff, StaffSession


@require_safe
@staff_only(*EVERYBODY)
def sessions(request: HttpRequest) -> HttpResponse:
    context = {
        "sessions": staff_sessions.open_sessions(staff_of(request)),
        "here": request.session.session_key,
    }
    return render(request, "desk/sessions.html", context)


@require_POST
@staff_only(*EVERYBODY)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    staff = staff_of(request)
    session = get_object_or_404(StaffSession, pk=pk, staff=staff)
    is_here = session.session_key == request.session.session_key
    if is_here:
        return redirect("account_logout")
    staff_sessions.end(StaffSession.objects.filter(pk=pk), by=staff)
    messages.success(request, f"{session.device} is signed out.")
    return redirect("desk_sessions")


@require_POST
@staff_only(*EVERYBODY)
def end_others(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    others = staff.sessions.exclude(session_key=request.session.session_key)
    messages.success(request, ended_text(staff_sessions.end(others, by=staff)))
    return redirect("desk_sessions")


@require_POST
@staff_only(*OWNER)
def end_of_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    colleague = get_object_or_404(Staff, pk=pk)
    others = colleague.sessions.exclude(session_key=request.session.session_key)
    count = staff_sessions.end(others, by=staff_of(request))
    messages.success(request, f"{colleague.name}: {ended_text(count)}")
    return redirect("desk_staff")


def ended_text(count: int) -> str:
    if not count:
        return "Signed in nowhere else."
    return ngettext("1 browser is signed out.", "{count} browsers are signed out.", count).format(
        count=count
    )
