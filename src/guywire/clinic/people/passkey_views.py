from datetime import timedelta

from allauth.mfa.webauthn.views import login_webauthn
from django.http import HttpRequest, HttpResponse, JsonResponse

from guywire.clinic.people.limits import Limit

CHALLENGES = Limit("passkey.network", 60, timedelta(minutes=5))
"""Each question to a passkey is a row of a session, asked by people nobody knows yet."""


def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" and not CHALLENGES.spend_for_network(request):
        return JsonResponse({}, status=429)
    response: HttpResponse = login_webauthn(request)
    response["Cache-Control"] = "no-store"
    return response
