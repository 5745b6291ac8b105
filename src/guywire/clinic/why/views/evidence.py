from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from guywire.clinic.why.evidence.page import context


@gzip_page
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    return render(request, "why/evidence.html", context())
