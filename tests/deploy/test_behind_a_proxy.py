"""The proxy files of deploy/, as they are, bring people to a working site."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy import conftest as deploy
from tests.deploy.conftest import Proxied, answer_of

pytestmark = pytest.mark.slow


@pytest.fixture(params=["behind_nginx", "behind_caddy"])
def proxied(request: pytest.FixtureRequest) -> Proxied:
    site: Proxied = request.getfixturevalue(request.param)
    return site


def test_pages_and_files_come_through_with_their_guards(proxied: Proxied) -> None:
    status, headers, page = proxied.get("/")
    assert status == 200
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    style = re.search(rb'href="(/static/[^"]+\.css)"', page)
    assert style
    assert proxied.get(style[1].decode())[0] == 200
    assert proxied.get("/healthz")[0] in (200, 503)


def test_a_form_is_taken_from_our_own_origin_and_from_no_other(proxied: Proxied) -> None:
    own = f"https://localhost:{proxied.secure}"
    assert sends_a_question(proxied, origin=own) != 403
    assert sends_a_question(proxied, origin="https://elsewhere.example") == 403


def sends_a_question(proxied: Proxied, origin: str) -> int:
    _, headers, page = proxied.get("/help/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    cookie = headers["set-cookie"].split(";")[0]
    fields = {
        "csrfmiddlewaretoken": token[1].decode(),
        "name": "Pat",
        "text": "Do you see people with sore hips?",
    }
    kind = "application/x-www-form-urlencoded"
    body = urlencode(fields).encode()
    return proxied.ask("POST", "/help/", body, Cookie=cookie, Origin=origin, Content_Type=kind)[0]


@pytest.mark.parametrize("proxy", [deploy.nginx, deploy.caddy])
def test_while_guywire_starts_again_people_read_a_sentence(
    proxy: Callable[..., AbstractContextManager[None]],
    folder: Path,
    certificate: tuple[Path, Path],
) -> None:
    proxied = Proxied()
    with proxy(folder, certificate, proxied):
        status, headers, page = first_answer(proxied)
    assert (status, headers["retry-after"], headers["cache-control"]) == (503, "10", "no-store")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert b"We are back in a minute" in page


def first_answer(proxied: Proxied) -> tuple[int, dict[str, str], bytes]:
    for _ in range(100):
        try:
            return proxied.get("/visits/")
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail("the proxy did not come up")


def test_plain_http_leads_to_https(behind_nginx: Proxied) -> None:
    plain = HTTPConnection("localhost", behind_nginx.plain, timeout=30)
    status, headers, _ = answer_of(plain, "GET", "/visits/", b"", {})
    assert (status, headers["location"]) == (301, "https://localhost/visits/")


def test_certbot_renews_the_certificate_while_nginx_runs(
    behind_nginx: Proxied,
) -> None:
    plain = HTTPConnection("localhost", behind_nginx.plain, timeout=30)
    status, _, _ = answer_of(plain, "GET", "/.well-known/acme-challenge/none", b"", {})
    assert status == 404, "looked for in certbot's folder, not sent to https"


def test_400_sessions_with_notes_pass_an_nginx_as_it_comes(behind_nginx: Proxied) -> None:
    """The server has the key of the tests, from the environment."""
    from guywire.clinic.people.device import DeviceRecord
    from guywire.clinic.programs.record import keep_on
    from tests.clinic.programs.test_device_stays_small import long_history

    device = DeviceRecord({})
    keep_on(device, long_history(400, seed=4)[0])
    _, headers, page = behind_nginx.get("/progress/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    cookies = [
        headers["set-cookie"].split(";")[0],
        f"guywire_program={device._changed['program']}",
        f"parent_domain={'x' * 2100}",
    ]
    status, headers, _ = behind_nginx.ask(
        "POST",
        "/progress/",
        urlencode({"csrfmiddlewaretoken": token[1].decode(), "pain": "4"}).encode(),
        Cookie="; ".join(cookies),
        Origin=f"https://localhost:{behind_nginx.secure}",
        Content_Type="application/x-www-form-urlencoded",
    )
    assert status == 302
    assert "guywire_program=" in headers["set-cookie"], "the score was saved on the device"
    assert sum(len(name) + len(text) + 4 for name, text in headers.items()) < 3 * 1024
