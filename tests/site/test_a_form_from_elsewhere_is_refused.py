"""A form without our token, or from a different address, changes nothing and says why."""

import pytest
from django.test import Client

from guywire.site.private_logs import masked

pytestmark = pytest.mark.django_db


def test_a_post_without_our_token_changes_nothing_and_says_what_to_do(clinic: object) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/device/forget/")
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


def test_a_form_from_another_address_is_told_so_and_the_log_names_both(
    clinic: object, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(
        "/help/", headers={"origin": "https://clinic.example:8443", "host": "clinic.example"}
    )
    assert answer.status_code == 403
    assert "from a different address" in answer.content.decode()
    assert "open for too long" not in answer.content.decode()
    (line,) = [record.getMessage() for record in caplog.records if "browser" in record.msg]
    assert "https://clinic.example:8443" in masked(line), "as the log has it"
    assert "http://clinic.example." in caplog.text
