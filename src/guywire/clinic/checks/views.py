from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guywire.body.fit.tightness import TIGHT_SHARE
from guywire.care import escalation, findings, program, screening_items, session, walking
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.checks import by_phone, queries, result_page
from guywire.clinic.checks import steps as order
from guywire.clinic.checks.about import ABOUT_QUESTIONS
from guywire.clinic.checks.forms import (
    KneeBendForm,
    OwnStandingForm,
    SafetyForm,
    SideForm,
    SittingForm,
    StepsForm,
)
from guywire.clinic.checks.record import (
    MEASURE,
    STRETCH,
    Check,
    carried_over,
    check_on,
    draft_on,
    keep_on,
    new_check,
)
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.clinic.people.undo import offer_undo
from guywire.hips.readings import SideReadings


@form_page
def start(request: HttpRequest) -> HttpResponse:
    check = _open_check(request)
    if request.method == "POST":
        return _keep(request, replace(check or new_check(), goal=MEASURE))
    measured = queries.shown_check(device_of(request))
    return render(
        request,
        "checks/start.html",
        {
            "check": check,
            "measured": measured,
            "is_draft": draft_on(device_of(request)) is not None,
        },
    )


@require_safe
def stretch(request: HttpRequest) -> HttpResponse:
    """The door to a gentle stretch: the first question that is open, or the session."""
    check = check_on(device_of(request))
    questions = order.next_questions(check)
    leave = order.way_out(check) if check else None
    if leave or not questions:
        return redirect(leave or "session")
    return redirect(f"{questions[0].url}?goal={STRETCH}")


@form_page
def about(request: HttpRequest, name: str) -> HttpResponse:
    question = ABOUT_QUESTIONS.get(name)
    if question is None:
        raise Http404
    check = _open_check(request) or new_check()
    if request.method == "POST":
        answer = question.answer(request.POST.get("answer", ""))
        if answer is not None:
            return _keep(request, _for_goal(request, check).with_answer(name, answer))
    context = {"question": question, "check": check, "chosen": getattr(check, name)}
    step = order.Step("check_about", name)
    number, of = order.place_of(step)
    context |= {"back": order.back_from(step), "number": number, "of": of}
    return render(request, "checks/about.html", context)


@form_page
def safety(request: HttpRequest, page_id: str) -> HttpResponse:
    page = order.SAFETY_PAGES_BY_ID.get(page_id)
    if page is None:
        return _redirect_old_page(page_id)
    check = _open_check(request) or new_check()
    form = SafetyForm(page, posted(request), initial=_picked(check, page))
    if request.method == "POST" and form.is_valid():
        check = _for_goal(request, check)
        for question in page.questions:
            check = check.with_question(question.id, form.cleaned_data[question.id])
        return _keep(request, check)
    return _ask(request, order.Step("check_safety", page_id), form, "checks/safety.html", page=page)


def _redirect_old_page(question_id: str) -> HttpResponse:
    """Each question had a page of its own; links to it are still about."""
    for page in screening_items.SAFETY_PAGES:
        if question_id in [question.id for question in page.questions]:
            return redirect("check_safety", page.id)
    raise Http404


def _for_goal(request: HttpRequest, check: Check) -> Check:
    """The door somebody came through travels in the address until the first answer is saved."""
    goal = request.GET.get("goal")
    return replace(check, goal=goal) if goal in (STRETCH, MEASURE) else check


def _picked(check: Check, page: screening_items.SafetyPage) -> dict[str, list[str]]:
    return {
        question.id: [item.id for item in question.items if item.id in check.ticked]
        for question in page.questions
    }


@form_page
def sitting(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request)) or new_check()
    form = SittingForm(posted(request), initial={"hours": check.sitting_hours})
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_sitting(form.cleaned_data["hours"]), "why")
    return render(request, "checks/question.html", {"form": form, "back": reverse("why")})


@form_page
def steps(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request)) or new_check()
    form = StepsForm(posted(request), initial={"steps": check.steps})
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_steps(form.cleaned_data["steps"]), "why")
    return render(request, "checks/question.html", {"form": form, "back": reverse("why")})


@form_page
def how(request: HttpRequest) -> HttpResponse:
    """Show how to measure, and ask whether someone else can place the phone."""
    check = _open_check(request)
    leave = order.way_out(check) if check else None
    if leave:
        return redirect(leave)
    if check and request.method == "POST" and "helper" in request.POST:
        check = replace(check, goal=MEASURE)
        return _keep(request, check.with_helper(request.POST["helper"] == "yes"))
    return render(request, "checks/how.html", {"check": check})


@form_page
def standing(request: HttpRequest) -> HttpResponse:
    check = _open_check(request)
    if check is None or not check.screening.may_measure:
        return redirect(order.where_to_be(check))
    if request.method == "POST" and "skip" in request.POST:
        return _keep(request, check.with_standing(()))
    form = OwnStandingForm(check.standing, posted(request))
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_standing(form.trials))
    return _ask(
        request,
        order.Step("check_standing", "standing"),
        form,
        "checks/standing.html",
        check=check,
        by_phone=by_phone.standing_words(),
    )


@form_page
def side(request: HttpRequest, side: str) -> HttpResponse:
    if side not in set(Side):
        raise Http404
    check = _open_check(request)
    if check is None or not check.screening.may_measure:
        return redirect(order.where_to_be(check))
    this = Side(side)
    if request.method == "POST" and "skip" in request.POST:
        return _keep(request, check.with_side(this, SideReadings()))
    form = SideForm(check.readings_of(this), posted(request), has_helper=check.has_helper)
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_side(this, form.readings))
    return _ask(
        request,
        order.Step("check_side", side),
        form,
        "checks/side.html",
        side=this,
        check=check,
        by_phone=by_phone.hanging_words(form.fields),
    )


@form_page
def knee_bend(request: HttpRequest, side: str) -> HttpResponse:
    """A further reading for whoever has a result, unless the safety questions speak against it."""
    if side not in set(Side):
        raise Http404
    check = check_on(device_of(request))
    here = order.where_to_be(check)
    result_url = reverse("check_result")
    if check is None or here != result_url or Stretch.PRONE not in check.screening.allowed:
        return redirect(here)
    this = Side(side)
    before = check.readings_of(this)
    if request.method == "POST" and "skip" in request.POST:
        return _keep(request, check.with_side(this, replace(before, prone_knee=())))
    form = KneeBendForm(before, posted(request))
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_side(this, form.readings))
    context = {"form": form, "side": this, "back": result_url, "before": before, "check": check}
    context["by_phone"] = by_phone.knee_bend_words()
    return render(request, "checks/knee_bend.html", context)


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    check, here = queries.shown_check(device), order.where_to_be(check_on(device))
    if check is None or here != request.path:
        return redirect(here)
    draft = draft_on(device)
    more = {
        "sharing": sharing_patient(device) is not None,
        "draft_url": order.where_to_be(draft) if draft else "",
    }
    return render(request, "checks/result.html", result_page.context(check) | more)


@require_safe
def stop(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    if check is None or not check.screening.red_flags:
        return redirect(order.where_to_be(check))
    change_url = _answer_url(check.screening.red_flags[0].id)
    context = {"screening": check.screening, "change_url": change_url}
    return render(request, "checks/stop.html", context)


@require_safe
def therapist_first(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    here = order.where_to_be(check)
    if check is None or here != request.path:
        return redirect(here)
    change_url = _answer_url(check.screening.reasons[0].id)
    context = {"screening": check.screening, "change_url": change_url}
    return render(request, "checks/therapist_first.html", context)


def _answer_url(item_id: str) -> str:
    """The page on which this answer was given."""
    for page in screening_items.SAFETY_PAGES:
        if any(item_id == item.id for question in page.questions for item in question.items):
            return reverse("check_safety", args=[page.id])
    return order.AGE.url


KEPT_ANSWERS = ("age", "place", "since", "sitting", "steps")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Begin a new check: safety questions and readings again, and not what stays the same.

    A complete check stays in force until the new one is complete too.
    """
    device = device_of(request)
    before, check = check_on(device), new_check()
    if before:
        check = replace(
            check,
            asked=tuple(name for name in before.asked if name in KEPT_ANSWERS),
            sitting_hours=before.sitting_hours,
            steps=before.steps,
            age=before.age,
            place=before.place,
            since=before.since,
            goal=MEASURE,
        )
    if before and before.sides and order.is_complete(before):
        keep_on(device, before, draft=check)
        messages.info(request, _("Your result stays until your new hip check is complete."))
        return redirect(order.where_to_be(check))
    return _keep(request, replace(check, earlier=carried_over(before) if before else ()))


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Leave the new check, and go on with the one there was."""
    device = device_of(request)
    check = check_on(device)
    if check and draft_on(device):
        before = device.read("check")
        keep_on(device, check)
        offer_undo(device, "check", before)
        messages.success(request, _("Your new hip check is deleted. This is your last result."))
    return redirect(order.where_to_be(check))


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    thresholds = queries.current_thresholds()
    context = {
        "red_flag_questions": screening_items.RED_FLAG_QUESTIONS,
        "reason_questions": screening_items.REASON_QUESTIONS,
        "in_a_session": session.IN_A_SESSION,
        "dose": program.STANDARD_DOSE,
        "walking_rules": walking.RULES,
        "walking_source": walking.SOURCE,
        "tight_from": round(10 * findings.RULE_IN_PROBABILITY),
        "not_tight_up_to": round(10 * findings.RULE_OUT_PROBABILITY),
        "tight_share": round(100 * TIGHT_SHARE),
        "rules": [(rule, rule.sentence(thresholds)) for rule in escalation.RULES],
    }
    return render(request, "checks/rules.html", context)


def _open_check(request: HttpRequest) -> Check | None:
    """The check that the pages ask about: a new one that was begun, else the one there is."""
    device = device_of(request)
    return draft_on(device) or check_on(device)


def _keep(request: HttpRequest, check: Check, url_name: str = "") -> HttpResponse:
    device = device_of(request)
    draft, before = draft_on(device), check_on(device)
    if draft is None or before is None:
        keep_on(device, check)
    elif draft.id != check.id:
        keep_on(device, check, draft)
    elif order.is_complete(check):
        keep_on(device, replace(check, earlier=carried_over(before)))
    else:
        keep_on(device, before, draft=check)
    share_if_agreed(device)
    return redirect(url_name or order.where_to_be(check))


def _ask(
    request: HttpRequest,
    step: order.Step,
    form: Form,
    template: str = "checks/question.html",
    **context: Any,
) -> HttpResponse:
    number, of = order.place_of(step)
    context |= {"form": form, "back": order.back_from(step), "number": number, "of": of}
    return render(request, template, context)
