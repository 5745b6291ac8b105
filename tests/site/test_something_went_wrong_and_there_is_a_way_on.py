"""A page that tells of a fault looks like ours and leads on: staff to the desk, others home."""

import re
import sqlite3
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from guywire.site import views

TO_THE_DESK = 'href="/desk/">Go to the desk'
FIRST_PAGE = 'href="/">Go to the home page'


def test_a_page_that_is_not_there_leads_visitors_home(outsider: Client) -> None:
    assert FIRST_PAGE in outsider.get("/nowhere/").content.decode()


def test_a_page_that_is_not_there_leads_staff_to_the_desk(as_therapist: Client) -> None:
    assert TO_THE_DESK in as_therapist.get("/nowhere/").content.decode()


def test_a_page_of_the_owner_leads_a_therapist_back_to_the_desk(as_therapist: Client) -> None:
    answer = as_therapist.get("/desk/staff/")
    assert answer.status_code == 403
    assert TO_THE_DESK in answer.content.decode()


def test_a_form_that_was_open_too_long_leads_on(clinic: object) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert answer.status_code == 403
    assert FIRST_PAGE in answer.content.decode()


def test_a_form_sent_to_a_locked_desk_that_another_tab_signed_out_leads_to_the_sign_in(
    as_therapist: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleted_meanwhile(*_: object, **__: object) -> None:
        raise UpdateError

    as_therapist.get("/desk/")
    monkeypatch.setattr(SessionStore, "save", deleted_meanwhile)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answer = as_therapist.post("/desk/patients/new/", {"name": "Ann Doe"})
    assert answer.headers.get("Location") == "/accounts/login/?next=/desk/patients/new/"


def test_a_session_that_a_full_disk_did_not_take_is_no_sign_out(
    as_therapist: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def no_room(*_: object, **__: object) -> None:
        try:
            raise OperationalError from full
        except OperationalError:
            raise UpdateError  # noqa: B904  As Django does.

    as_therapist.get("/desk/")
    monkeypatch.setattr(SessionStore, "save", no_room)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answer = as_therapist.post("/desk/patients/new/", {"name": "Ann Doe"})
    assert answer.status_code == 503
    assert "Our disk is full" in answer.content.decode()


def test_when_all_is_broken_the_page_still_wears_our_look(
    outsider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    outsider.raise_request_exception = False
    monkeypatch.setattr(views, "health", None)
    answer = outsider.get("/healthz")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert FIRST_PAGE in page
    styles = re.findall(r'href="/static/([^"]+)"', page)
    assert styles
    assert all(finders.find(style) for style in styles)
