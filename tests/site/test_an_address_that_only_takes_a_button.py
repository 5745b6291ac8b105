"""Some addresses only act when a button is pressed; opened otherwise, they say so."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/device/stop-sharing/", "/session/helped/", "/check/again/"])
def test_opened_like_a_page_it_says_to_go_back(outsider: Client, path: str) -> None:
    answer = outsider.get(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Go back" in answer.content.decode()


def test_a_form_sent_to_a_page_that_takes_none_meets_the_same_sentence(outsider: Client) -> None:
    answer = outsider.post("/rules/")
    assert answer.status_code == 405
    assert "Go back" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/", "/device/forget/", "/accounts/logout/"])
def test_whatever_else_is_asked_of_an_address_meets_a_page_not_a_blank(
    outsider: Client, method: str, path: str
) -> None:
    answer = getattr(outsider, method)(path)
    if answer.status_code != 200:
        assert answer.status_code == 405
        assert answer["Allow"]
        assert "nothing was changed" in answer.content.decode().lower()


def test_a_page_to_read_is_not_said_to_be_a_button(outsider: Client) -> None:
    assert "only from a button" not in outsider.put("/").content.decode()
