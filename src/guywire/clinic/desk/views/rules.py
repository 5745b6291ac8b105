from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guywire.care.escalation import RULES
from guywire.clinic.checks.models import RuleNumbers
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.checks.services import change_thresholds
from guywire.clinic.desk.follow_up import review_all_soon
from guywire.clinic.desk.forms import RulesForm
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def rules(request: HttpRequest) -> HttpResponse:
    thresholds = current_thresholds()
    form = RulesForm(request.POST) if request.method == "POST" else RulesForm.showing(thresholds)
    if form.is_bound and form.is_valid():
        change_thresholds(staff_of(request), form.thresholds())
        review_all_soon()
        messages.success(
            request,
            "The rules now use these numbers, for patients and staff alike. "
            "In a large practice the follow-up list takes a few minutes to catch up.",
        )
        return redirect("desk_rules")
    context = {
        "form": form,
        "rules": [(rule, rule.sentence(thresholds)) for rule in RULES],
        "history": RuleNumbers.objects.select_related("changed_by"),
    }
    return render(request, "desk/rules.html", context)
