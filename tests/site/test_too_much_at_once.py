import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_thirty_megabytes_meet_a_sentence_not_a_stack_trace(outsider: Client) -> None:
    answer = outsider.post("/device/forget/", {"note": "x" * 30_000_000})
    assert answer.status_code == 413
    assert "What you typed is still there" in answer.content.decode()


def test_many_pages_come_back_in_their_field_with_how_long_they_may_be(outsider: Client) -> None:
    many_pages = "My back hurts. " * 10_000
    answer = outsider.post("/help/", {"text": many_pages})
    assert answer.status_code == 200
    assert many_pages.strip() in answer.content.decode()
    assert "We can take 2000" in answer.content.decode()


def test_half_a_page_is_not_too_long(outsider: Client) -> None:
    answer = outsider.post("/help/", {"text": "My back hurts. " * 100}).content.decode()
    assert "characters long" not in answer


def test_a_flood_of_fields_meets_the_same_sentence(outsider: Client) -> None:
    answer = outsider.post("/device/forget/", {f"field{n}": "x" for n in range(500)})
    assert answer.status_code == 413
