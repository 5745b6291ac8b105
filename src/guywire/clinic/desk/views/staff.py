from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import staff_services
from guywire.clinic.desk.forms import RoleForm, StaffForm
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Role, Staff
from guywire.clinic.visits import mail
from guywire.clinic.welcome.queries import current_clinic


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def staff(request: HttpRequest) -> HttpResponse:
    form = StaffForm(request.POST or None)
    if form.is_bound and form.is_valid():
        newcomer = staff_services.add_staff(staff_of(request), **form.cleaned_data)
        send_link(request, newcomer)
        return redirect("desk_staff")
    everybody = Staff.objects.order_by("-is_active", "name")
    return render(request, "desk/staff.html", {"form": form, "staff": everybody, "roles": Role})


@require_POST
@staff_only(*OWNER)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    send_link(request, get_object_or_404(Staff, pk=pk, is_active=True))
    return redirect("desk_staff")


def send_link(request: HttpRequest, newcomer: Staff) -> None:
    link = request.build_absolute_uri(staff_services.password_path(newcomer))
    staff_services.invite(staff_of(request), newcomer, clinic=current_clinic().name, link=link)
    if mail.sends():
        messages.success(request, f"We sent {newcomer.name} a link to choose a password.")
    else:
        messages.success(
            request,
            f"This practice has no e-mail set up. Hand {newcomer.name} this link yourself; "
            f"it works once, for three days: {link}",
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
    return act(request, pk, lambda owner, who: staff_services.switch(owner, who, on=on))


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
