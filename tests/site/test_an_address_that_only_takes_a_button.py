"""Some addresses only act when a button is pressed; opened otherwise, they say so."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/device/forget/", "/session/helped/", "/check/again/"])
def test_opened_like_a_page_it_says_to_go_back(outsider: Client, path: str) -> None:
    answer = outsider.get(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Please go back" in answer.content.decode()


def test_a_form_sent_to_a_page_that_takes_none_meets_the_same_sentence(outsider: Client) -> None:
    answer = outsider.post("/rules/")
    assert answer.status_code == 405
    assert "Please go back" in answer.content.decode()
