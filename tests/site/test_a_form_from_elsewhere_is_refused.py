import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_post_without_our_token_changes_nothing_and_says_what_to_do(clinic: object) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/device/forget/")
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
