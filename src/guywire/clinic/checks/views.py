from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.body.fit.short import SHORT_SHARE
from guywire.care import escalation, findings, program, screening_items, session
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.checks import by_phone, queries, result_page
from guywire.clinic.checks import steps as order
from guywire.clinic.checks.forms import (
    NONE_OF_THESE,
    KneeBendForm,
    OwnStandingForm,
    SafetyForm,
    SideForm,
    SittingForm,
    StepsForm,
)
from guywire.clinic.checks.record import (
    QUESTIONS,
    Check,
    carried_over,
    check_on,
    keep_on,
    new_check,
)
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.hips.readings import SideReadings


@form_page
def start(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    if request.method == "POST":
        return _keep(request, check or new_check())
    measured = queries.shown_check(device_of(request))
    return render(request, "checks/start.html", {"check": check, "measured": measured})


@form_page
def safety(request: HttpRequest, question_id: str) -> HttpResponse:
    if question_id not in QUESTIONS:
        raise Http404
    check = check_on(device_of(request)) or new_check()
    question = QUESTIONS[question_id]
    form = SafetyForm(question, posted(request), initial={"ticked": _ticked(check, question)})
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_question(question_id, form.cleaned_data["ticked"]))
    return _ask(request, order.Step("check_safety", question_id), form)


def _ticked(check: Check, question: screening_items.Question[Any]) -> list[str]:
    if question.id not in check.asked:
        return []
    return [item.id for item in question.items if item.id in check.ticked] or [NONE_OF_THESE]


@form_page
def sitting(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    if check is None:
        return redirect("check")
    form = SittingForm(posted(request), initial={"hours": check.sitting_hours})
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_sitting(form.cleaned_data["hours"]))
    return _ask(request, order.Step("check_sitting", "sitting"), form)


@form_page
def steps(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    if check is None:
        return redirect("check")
    form = StepsForm(posted(request), initial={"steps": check.steps})
    if request.method == "POST" and form.is_valid():
        return _keep(request, check.with_steps(form.cleaned_data["steps"]))
    return _ask(request, order.Step("check_steps", "steps"), form)


@form_page
def how(request: HttpRequest) -> HttpResponse:
    """Show how to measure, and ask whether someone else can place the phone."""
    check = check_on(device_of(request))
    leave = order.way_out(check) if check else None
    if leave:
        return redirect(leave)
    if check and request.method == "POST" and "helper" in request.POST:
        return _keep(request, check.with_helper(request.POST["helper"] == "yes"))
    return render(request, "checks/how.html", {"check": check})


@form_page
def standing(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
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
    check = check_on(device_of(request))
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
    sharing = {"sharing": sharing_patient(device) is not None}
    return render(request, "checks/result.html", result_page.context(check) | sharing)


@require_safe
def stop(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    if check is None or not check.screening.red_flags:
        return redirect(order.where_to_be(check))
    question = _asked_about(check.screening.red_flags[0].id)
    return render(request, "checks/stop.html", {"screening": check.screening, "question": question})


@require_safe
def therapist_first(request: HttpRequest) -> HttpResponse:
    check = check_on(device_of(request))
    here = order.where_to_be(check)
    if check is None or here != request.path:
        return redirect(here)
    question = _asked_about(check.screening.reasons[0].id)
    context = {"screening": check.screening, "question": question}
    return render(request, "checks/therapist_first.html", context)


def _asked_about(item_id: str) -> str:
    """The question on whose page this item stands."""
    return next(
        name
        for name, question in QUESTIONS.items()
        if item_id in {item.id for item in question.items}
    )


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """A fresh check: safety questions and readings anew; the week is likely still the same."""
    before = check_on(device_of(request))
    check = new_check()
    if before:
        check = check.with_sitting(before.sitting_hours).with_steps(before.steps)
        check = replace(check, earlier=carried_over(before))
    return _keep(request, check)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    thresholds = queries.current_thresholds()
    context = {
        "red_flag_questions": screening_items.RED_FLAG_QUESTIONS,
        "reason_questions": screening_items.REASON_QUESTIONS,
        "in_a_session": session.IN_A_SESSION,
        "dose": program.STANDARD_DOSE,
        "tight_from": round(10 * findings.RULE_IN_PROBABILITY),
        "not_tight_up_to": round(10 * findings.RULE_OUT_PROBABILITY),
        "tight_share": round(100 * SHORT_SHARE),
        "rules": [(rule, rule.sentence(thresholds)) for rule in escalation.RULES],
    }
    return render(request, "checks/rules.html", context)


def _keep(request: HttpRequest, check: Check) -> HttpResponse:
    device = device_of(request)
    keep_on(device, check)
    share_if_agreed(device)
    return redirect(order.where_to_be(check))


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
