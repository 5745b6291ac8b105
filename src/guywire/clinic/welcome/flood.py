"""A ceiling on web questions that a real person, or a family behind one address, never meets."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

QUESTIONS_AN_HOUR = 20
HOUR_SECONDS = 3600


def too_many(request: HttpRequest) -> bool:
    """Count this question; true when its address has sent more this hour than a person would."""
    address = get_adapter().get_client_ip(request)
    hour = int(time.time() // HOUR_SECONDS)
    key = f"web-questions-{hour}-{salted_hmac('guywire.flood', address).hexdigest()}"
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, HOUR_SECONDS)
    return bool(asked > QUESTIONS_AN_HOUR)
