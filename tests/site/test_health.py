import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_health_says_which_database_answers() -> None:
    answer = Client().get("/healthz").json()
    assert answer["status"] == "ok"
    assert answer["database"] in {"sqlite", "postgresql"}
