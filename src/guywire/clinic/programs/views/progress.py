from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN
from guywire.care.scores import PAIN
from guywire.clinic.checks.motion_chart import picture_of
from guywire.clinic.checks.queries import shown_check
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.clinic.people.undo import offer_undo
from guywire.clinic.programs import cards, chart, device_state, questionnaire, services
from guywire.clinic.programs.progress_forms import (
    WeeklyForm,
)
from guywire.clinic.programs.record import SECTION, Kept, kept_on
from guywire.clinic.programs.summary import in_words
from guywire.clinic.programs.today import week_of


@form_page
def progress(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    kept = kept_on(device)
    form = WeeklyForm(kept.goals, posted(request))
    if request.method == "POST" and form.is_valid():
        before = device.read(SECTION)
        services.answer_weekly(device, form.cleaned_data["pain"], device_state.today())
        services.answer_goals(device, form.goal_scores, device_state.today())
        offer_undo(device, SECTION, before)
        share_if_agreed(device)
        messages.success(request, _("Your score is saved on this device."))
        return redirect("progress")
    check, today = shown_check(device), device_state.today()
    context = about_progress(kept) | {
        "form": form,
        "cards": cards.cards(kept.weekly, kept.goals, today),
        "week": week_of(tuple(one for one in kept.sessions if one.counts)),
        "this_week": device_state.sessions_this_week(kept.sessions),
        "motion": picture_of(check),
        "measured_by": check.measured_by if check else "",
        "due": device_state.weekly_is_due(kept.weekly, today),
        "questionnaire_is_due": device_state.questionnaire_is_due(kept.questionnaires, today),
        "reasons": device_state.blocking_rules(device),
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/progress.html", context)


def about_progress(kept: Kept) -> dict[str, Any]:
    return {
        "kept": kept,
        "words": in_words(kept.sessions, kept.dropped, kept.dropped_feelings),
        "newest_first": kept.sessions[::-1],
        "zone": device_state.clinic_zone(),
        "chart": chart.draw(kept.weekly) if len(kept.weekly) > 1 else None,
        "scale": PAIN,
        "courses": (NEW_PAIN, LASTING_PAIN),
        "questionnaire": questionnaire.course(kept.questionnaires),
    }
