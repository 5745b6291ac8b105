from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guywire.clinic.public_page import public_page
from guywire.clinic.why.evidence.page import context


@require_safe
@public_page()
def evidence(request: HttpRequest) -> HttpResponse:
    return render(request, "why/evidence.html", context())
