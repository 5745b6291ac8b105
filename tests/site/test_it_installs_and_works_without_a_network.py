"""The site installs as an app, and its worker stores a person's pages and nothing private."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import Kept, kept_on
from guywire.site.offline import ICONS, MASKABLE_ICON, OPEN_OFFLINE, STORED_WHEN_SEEN
from tests.clinic.programs.walk import AFTER, screened

pytestmark = pytest.mark.django_db


def settings_of(worker: str) -> dict[str, object]:
    line = re.search(r"const SETTINGS = (.*);", worker)
    assert line
    found: dict[str, object] = json.loads(line[1])
    return found


def test_the_manifest_names_the_clinic_and_opens_on_today(outsider: Client) -> None:
    answer = outsider.get("/manifest.webmanifest")
    manifest = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {"any", "maskable"} <= {icon.get("purpose", "any") for icon in manifest["icons"]}


@pytest.mark.parametrize(("file", "sizes", "purpose"), [*ICONS, MASKABLE_ICON])
def test_each_icon_has_the_size_it_claims(file: str, sizes: str, purpose: str) -> None:
    path = finders.find(f"site/{file}")
    assert path
    width, height = Image.open(path).size
    assert f"{width}x{height}" == sizes


def test_every_page_names_the_manifest_the_touch_icon_and_both_colors(outsider: Client) -> None:
    page = outsider.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert 'rel="apple-touch-icon"' in page
    tokens = Path(finders.find("site/tokens.css")).read_text()
    papers = re.findall(r"--paper: (#\w+);", tokens)
    assert re.findall(r'<meta name="theme-color" content="(#\w+)"', page) == papers


def test_the_worker_stores_pages_of_the_person_and_no_private_ones(outsider: Client) -> None:
    answer = outsider.get("/worker.js")
    stored = settings_of(answer.content.decode())["stored"]
    assert answer["Content-Type"] == "text/javascript"
    assert isinstance(stored, list)
    assert not [path for path in stored if path.startswith(("/desk/", "/accounts/", "/visits/"))]
    assert set(OPEN_OFFLINE) <= set(STORED_WHEN_SEEN)


def test_only_a_device_with_a_record_has_pages_stored_ahead(outsider: Client) -> None:
    assert b"data-stock" not in outsider.get("/").content
    screened(outsider)
    page = outsider.get("/").content.decode()
    assert 'data-stock="/ /program/ /session/' in page
    assert '/progress/ /tonight/"' in page


def test_the_page_for_a_session_without_a_network_has_blanks_to_fill_in(outsider: Client) -> None:
    page = screened(outsider).get("/session/offline/").content.decode()
    for blank in ("__SESSION__", "__STARTED_AT__", "__BEFORE__"):
        assert f'value="{blank}"' in page
    assert '"id": "__SESSION__"' in page


def test_it_is_not_there_for_a_person_who_may_not_stretch(outsider: Client) -> None:
    assert outsider.get("/session/offline/").status_code == 302


def test_a_session_that_began_on_the_device_waits_for_its_answer(outsider: Client) -> None:
    screened(outsider)
    told = {"session": "0123456789ab", "started_at": "2026-11-01T08:00:00Z", "before": "4"}
    held = {"stretch": "supine", "side": "left", "seconds_asked": 180, "seconds_held": 90}
    holds = json.dumps([held | {"eased_off": 0, "stopped": "pain"}])
    outsider.post("/session/after/", told | {"holds": holds, "unanswered": "yes"})
    begun = kept_of(outsider).begun
    assert begun is not None
    assert (begun.id, begun.before) == ("0123456789ab", 4)
    outsider.post("/session/after/", told | {"holds": holds} | AFTER)
    outsider.post("/session/after/", told | {"holds": holds, "unanswered": "yes"})
    (session,) = kept_of(outsider).sessions
    assert session.is_answered
    assert kept_of(outsider).begun is None


def kept_of(client: Client) -> Kept:
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return kept_on(DeviceRecord(cookies))
