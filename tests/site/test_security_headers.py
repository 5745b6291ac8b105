"""Every answer carries the browser's guards."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from guywire.clinic.people.models import Staff
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_no_inline_code_and_no_third_party_may_run(outsider: Client) -> None:
    policy = outsider.get("/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_motion_sensors_are_ours_and_the_camera_is_closed(outsider: Client) -> None:
    policy = outsider.get("/").headers["Permissions-Policy"]
    for feature in ("accelerometer", "gyroscope"):
        assert f"{feature}=(self)" in policy
    for feature in ("geolocation", "camera", "microphone"):
        assert f"{feature}=()" in policy


def test_the_page_cannot_be_framed_sniffed_or_leak_its_address(outsider: Client) -> None:
    headers = outsider.get("/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_script_and_no_other_site_gets_a_cookie(outsider: Client, therapist: Staff) -> None:
    outsider.get("/help/")
    outsider.post("/progress/", {"pain": "4"})
    outsider.post("/accounts/login/", {"login": therapist.email, "password": PASSWORD})
    assert outsider.cookies.keys() >= {"sessionid", "csrftoken", "guywire_program"}
    for name, cookie in outsider.cookies.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["httponly"], name


def test_no_other_site_reads_an_answer(outsider: Client) -> None:
    answer = outsider.get("/", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_page_says_what_it_is_and_in_which_letters(outsider: Client) -> None:
    assert outsider.get("/")["Content-Type"] == "text/html; charset=utf-8"


def settings_with(url: str, *names: str) -> list[str]:
    code = f"from guywire.site import settings as s; print({','.join('s.' + n for n in names)})"
    environment = os.environ | {"GUYWIRE_URL": url}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.split()


GUARDS = ("SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")


@pytest.mark.slow
def test_behind_tls_cookies_are_secure_and_the_browser_is_told_to_stay() -> None:
    assert settings_with("https://mast.example", *GUARDS) == ["31536000", "True", "True"]


@pytest.mark.slow
def test_on_plain_localhost_the_guards_that_need_tls_are_off() -> None:
    assert settings_with("http://localhost:8000", *GUARDS) == ["0", "False", "False"]
