from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk.forms import NoticeForm
from guywire.clinic.desk.roles import COUNTER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.welcome import services
from guywire.clinic.welcome.models import Notice, NoticePlace, Tone
from guywire.clinic.welcome.notice_text import as_html
from guywire.clinic.welcome.queries import clinic_today, current_clinic


@require_safe
@staff_only(*COUNTER)
def notices(request: HttpRequest) -> HttpResponse:
    today = clinic_today(current_clinic())
    rows = [
        (notice, as_html(notice.text), when(notice, today.toordinal()))
        for notice in Notice.objects.select_related("written_by")
    ]
    return render(request, "desk/notices.html", {"rows": rows})


def when(notice: Notice, today: int) -> str:
    if notice.from_day.toordinal() > today:
        return "coming"
    over = notice.until_day is not None and notice.until_day.toordinal() < today
    return "over" if over else "showing"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*COUNTER)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=pk) if pk else None
    form = NoticeForm(request.POST or None, initial=shown_in_form(notice))
    preview = None
    if form.is_bound and form.is_valid() and "preview" in request.POST:
        preview = as_html(form.cleaned_data["text"]), form.cleaned_data["tone"]
    elif form.is_bound and form.is_valid():
        services.write_notice(staff_of(request), notice=notice, **form.cleaned_data)
        return redirect("desk_notices")
    return render(request, "desk/notice.html", {"form": form, "notice": notice, "preview": preview})


def shown_in_form(notice: Notice | None) -> dict[str, object]:
    if notice is None:
        usual = {"tone": Tone.NEWS, "place": NoticePlace.HOME}
        return {"from_day": clinic_today(current_clinic()), **usual}
    names = ("text", "from_day", "until_day", "tone", "place")
    return {name: getattr(notice, name) for name in names}


@require_POST
@staff_only(*COUNTER)
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    services.remove_notice(get_object_or_404(Notice, pk=pk), staff_of(request))
    return redirect("desk_notices")
