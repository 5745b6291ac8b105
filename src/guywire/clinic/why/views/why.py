from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.checks.queries import shown_check
from guywire.clinic.people.device import device_of
from guywire.clinic.why import page


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Show what hips do as this person walks, or an example person if nothing was measured."""
    return render(request, "why/why.html", page.context(shown_check(device_of(request))))
