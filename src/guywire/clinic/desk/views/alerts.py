"""What a member of staff is told, and how they want to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guywire.clinic.alerts import services
from guywire.clinic.alerts.models import Alert
from guywire.clinic.desk.alert_forms import AlertForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.form_pages import posted
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit, record_look

SHOWN = 25


@require_safe
@staff_only(*EVERYBODY)
def news(request: HttpRequest) -> HttpResponse:
    """The latest first; what is shown counts as seen from the next page on."""
    staff = staff_of(request)
    alerts = list(Alert.objects.filter(staff=staff).select_related("patient")[:SHOWN])
    record_look(staff, "news", [alert.patient_id for alert in alerts])
    response = render(request, "desk/news.html", {"alerts": alerts})
    if request.method == "GET":
        services.mark_seen(staff)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def choices(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    form = AlertForm(staff, posted(request))
    if form.is_bound and form.is_valid():
        services.save_choices(
            staff,
            form.ways,
            phone=form.cleaned_data.get("phone", ""),
            only_mine=form.cleaned_data["only_mine"],
            morning_hour=int(form.cleaned_data["morning_hour"]),
        )
        record_audit(staff, "staff.alerts")
        messages.success(request, "Saved.")
        return redirect("desk_alerts")
    return render(request, "desk/news_settings.html", {"form": form})
