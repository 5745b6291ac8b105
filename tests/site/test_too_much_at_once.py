import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_thirty_megabytes_meet_a_sentence_not_a_stack_trace(outsider: Client) -> None:
    answer = outsider.post("/device/forget/", {"note": "x" * 30_000_000})
    assert answer.status_code == 413
    assert "what you typed is still there" in answer.content.decode()


def test_a_flood_of_fields_meets_the_same_sentence(outsider: Client) -> None:
    answer = outsider.post("/device/forget/", {f"field{n}": "x" for n in range(500)})
    assert answer.status_code == 413
