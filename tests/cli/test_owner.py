"""`guywire owner` makes the first person who may sign in, and lets an owner back in."""

import pytest
from django.test import Client
from typer.testing import CliRunner

from guywire.cli import app, serve
from guywire.clinic.people.models import Role, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "prepare", lambda port: None)


def say(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["owner", *words])
    return result.exit_code, result.output


def test_a_new_owner_gets_a_link_that_lets_them_choose_a_password() -> None:
    code, said = say("olga@example.org", "--name", "Olga Ownby")
    assert code == 0
    assert Staff.objects.get().role == Role.OWNER
    path = "/accounts/" + said.split("/accounts/")[1].strip()
    assert "Choose a password" in Client().get(path, follow=True).content.decode()


def test_the_link_leads_to_the_port_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []
    monkeypatch.setattr(serve, "prepare", ports.append)
    say("olga@example.org", "--name", "Olga Ownby", "--port", "8080")
    assert ports == [8080]


def test_a_practice_without_a_sign_in_says_how_to_make_the_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    serve.say_who_signs_in(8080)
    assert 'guywire owner you@example.org --name "Your Name" --port 8080' in capsys.readouterr().out
    say("olga@example.org", "--name", "Olga Ownby")
    serve.say_who_signs_in(8080)
    assert capsys.readouterr().out == ""


def test_an_owner_who_lost_the_password_gets_a_new_link(owner: Staff) -> None:
    code, said = say(owner.email)
    assert code == 0
    assert "/accounts/password/reset/key/" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("olga@example.org",), "Please add --name"),
        (("olga", "--name", "Olga"), "is not an email address"),
        (("therapist@example.org",), "is no owner"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    therapist: Staff, words: tuple[str, ...], sentence: str
) -> None:
    code, said = say(*words)
    assert code == 2
    assert sentence in said
    assert Staff.objects.count() == 1
