from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import staff_services
from guywire.clinic.desk.forms import RoleForm, StaffForm
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.desk.visits_to_move import stranded, visits_text
from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Role, Staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def staff(request: HttpRequest) -> HttpResponse:
    form = StaffForm(request.POST or None)
    if form.is_bound and form.is_valid():
        show_link(request, staff_services.add_staff(staff_of(request), **form.cleaned_data))
        return redirect("desk_staff")
    everybody = Staff.objects.select_related("therapist").order_by("-is_active", "name")
    return render(request, "desk/staff.html", {"form": form, "staff": everybody, "roles": Role})


@require_POST
@staff_only(*OWNER)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    colleague = get_object_or_404(Staff, pk=pk, is_active=True)
    staff_services.invite(staff_of(request), colleague)
    show_link(request, colleague)
    return redirect("desk_staff")


def show_link(request: HttpRequest, colleague: Staff) -> None:
    if email_enabled():
        messages.success(
            request, f"{colleague.name} will get an email with a link to choose a password."
        )
        return
    link = f"{settings.PUBLIC_URL}{staff_services.password_path(colleague)}"
    messages.success(
        request,
        f"This clinic has no email set up. Give {colleague.name} this link yourself. "
        f"It works once, for 3 days: {link}",
    )


@require_POST
@staff_only(*OWNER)
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Please choose one of the roles.")
        return redirect("desk_staff")
    role = form.cleaned_data["role"]
    return act(request, pk, lambda owner, who: staff_services.change_role(owner, who, role))


@require_POST
@staff_only(*OWNER)
def switch(request: HttpRequest, pk: int, on: bool) -> HttpResponse:
    response = act(request, pk, lambda owner, who: staff_services.switch(owner, who, on=on))
    left = [each for each in stranded() if each.visit.therapist.staff_id == pk]
    if on or not left:
        return response
    messages.warning(request, f"{visits_text(len(left))} with them cannot take place.")
    return redirect("desk_visits_to_move")


@require_POST
@staff_only(*OWNER)
def forget_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    return act(request, pk, staff_services.forget_second_step)


def act(request: HttpRequest, pk: int, change: Callable[[Staff, Staff], None]) -> HttpResponse:
    who = get_object_or_404(Staff, pk=pk)
    try:
        change(staff_of(request), who)
    except staff_services.StaffError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Done for {who.name}.")
    return redirect("desk_staff")
