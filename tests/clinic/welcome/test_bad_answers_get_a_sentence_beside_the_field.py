"""Whatever is typed wrong is answered beside its field, and nothing typed is lost."""

import pytest
from django.test import Client

from guywire.clinic.welcome.models import WebQuestion
from tests.clinic.welcome.test_a_question_from_the_web_is_kept_once import (
    CALL_BACK,
    HELP,
    INSURANCE,
)

pytestmark = pytest.mark.django_db

WRONG = [
    ("/help/", HELP | {"text": ""}, "in a few words what is going on"),
    ("/help/", HELP | {"body_part": ""}, "Choose the place that hurts most"),
    ("/help/", HELP | {"body_part": "tail"}, "Select a valid choice"),
    ("/help/", HELP | {"reach": ""}, "a phone number or an email address"),
    ("/help/", HELP | {"reach": "503 CALL ME"}, "has digits only"),
    ("/help/", HELP | {"reach": "pat@"}, "name@example.com"),
    ("/help/", HELP | {"reach": "12"}, "with the area code"),
    ("/help/", HELP | {"reach": "p" * 300 + "@example.org"}, "at most 254"),
    ("/help/", HELP | {"name": "n" * 121}, "Use at most 120"),
    ("/help/", HELP | {"text": "a\x00b"}, "Type the text again by hand"),
    ("/insurance/", INSURANCE | {"text": " "}, "Type your question"),
    ("/insurance/", INSURANCE | {"insurer": "i" * 121}, "at most 120 letters"),
    ("/call-back/", CALL_BACK | {"phone": "none"}, "has digits only"),
    ("/call-back/", CALL_BACK | {"call_time": ""}, "Choose when we should call"),
]


@pytest.mark.parametrize(("path", "sent", "sentence"), WRONG)
def test_each_wrong_answer_says_what_to_do(
    outsider: Client, path: str, sent: dict[str, str], sentence: str
) -> None:
    response = outsider.post(path, sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert 'class="error-summary"' in page
    assert not WebQuestion.objects.exists()


def test_what_was_typed_is_still_there(outsider: Client) -> None:
    page = outsider.post("/help/", HELP | {"reach": "letters"}).content.decode()
    for typed in ("It hurts when I get up.", "Pat Lindgren", "letters", "checked"):
        assert typed in page


def test_a_book_of_text_comes_back_with_a_sentence(outsider: Client) -> None:
    page = outsider.post("/help/", HELP | {"text": "a" * 100_000}).content.decode()
    assert "100000 characters long" in page or "100,000 characters long" in page
    assert "a" * 100_000 in page


def test_typed_markup_is_shown_as_text(outsider: Client) -> None:
    page = outsider.post("/help/", HELP | {"text": "<b>x</b>", "name": ""}).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in page
