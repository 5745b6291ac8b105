"""What the text message service tells us: a text that came in, and what became of ours.

Both are signed by the service; anything else is refused. Nothing of a text is stored or logged.
"""

import logging
import uuid
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guywire.clinic.messages import texting
from guywire.clinic.messages.channels.sms.twilio import (
    NUMBER_CODES,
    STOPPED_CODES,
    is_signed,
)
from guywire.clinic.messages.models import Failure
from guywire.clinic.messages.services import mark_lost
from guywire.clinic.welcome.queries import current_clinic

LOST = frozenset({"failed", "undelivered"})
logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def incoming(request: HttpRequest) -> HttpResponse:
    """Act on STOP and START; answer HELP and everything else with where a person is reached."""
    if not _is_from_service(request):
        return HttpResponseForbidden()
    phone = request.POST.get("From", "")
    match texting.word_in(request.POST.get("Body", "")):
        case "stop":
            texting.stop(phone)
            return _answer("")
        case "start":
            texting.start(phone)
            return _answer("")
    clinic = current_clinic()
    return _answer(texting.help_text(clinic.name, clinic.phone_text))


@csrf_exempt
@require_POST
def status(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A text that was taken and could not be delivered is shown at the desk as not sent."""
    if not _is_from_service(request):
        return HttpResponseForbidden()
    if request.POST.get("MessageStatus") in LOST:
        code = request.POST.get("ErrorCode", "")
        mark_lost(str(key), _failure_for(int(code) if code.isdecimal() else 0))
    return HttpResponse(status=204)


def _is_from_service(request: HttpRequest) -> bool:
    account = settings.SMS_ACCOUNT
    if account is None:
        return False
    form = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    address = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    if is_signed(account.token, address, form, request.headers.get("X-Twilio-Signature", "")):
        return True
    logger.warning("A message to a text message address was not signed by the service.")
    return False


def _failure_for(code: int) -> Failure:
    if code in STOPPED_CODES:
        return Failure.TEXT_STOPPED
    return Failure.TEXT_NUMBER if code in NUMBER_CODES else Failure.TEXT_LOST


def _answer(text: str) -> HttpResponse:
    """The service sends its own word after STOP and START, so those get an empty answer."""
    message = f"<Message>{escape(text)}</Message>" if text else ""
    content = f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>'
    return HttpResponse(content, content_type="text/xml; charset=utf-8")
