"""Nobody leaves empty-handed: what a person who may not stretch can do until somebody answers."""

import pytest
from django.test import Client

from guywire.body.evidence import finding
from guywire.care.screening_items import RED_FLAGS
from guywire.care.tonight import ADVICE
from tests.clinic.checks.walk import LOOSE, answer_safety, whole_check
from tests.clinic.programs.walk import screened, whole_session

LINK = 'href="/tonight/"'


def main_of(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_each_piece_of_advice_opens_its_source(outsider: Client) -> None:
    page = main_of(outsider, "/tonight/")
    for advice in ADVICE:
        assert str(advice.heading) in page
        assert f'href="/evidence/#{advice.finding_id}"' in page
        assert advice.source.link.endswith(finding(advice.finding_id).source.doi)


def test_every_warning_sign_of_the_safety_pages_is_listed(outsider: Client) -> None:
    page = main_of(outsider, "/tonight/")
    for flag in RED_FLAGS:
        assert str(flag.statement) in page
    assert page.index("Call 911 now") < page.index("Keep moving a little")


def test_positions_to_rest_in_are_drawn(outsider: Client) -> None:
    page = main_of(outsider, "/tonight/")
    assert page.count('class="drawn"') == 2


def test_it_names_ways_to_a_therapist(outsider: Client) -> None:
    page = main_of(outsider, "/tonight/")
    assert 'href="/visits/"' in page
    assert 'href="/call-back/"' in page


@pytest.mark.parametrize(
    ("picked", "path", "is_offered"),
    [
        ("hip_replacement", "/check/therapist-first/", True),
        ("fever", "/check/get-help/", True),
        ("saddle_numbness", "/check/get-help/", False),
    ],
)
def test_a_page_that_says_no_leads_there_unless_it_is_an_emergency(
    outsider: Client, picked: str, path: str, is_offered: bool
) -> None:
    answer_safety(outsider, picked)
    assert (LINK in main_of(outsider, path)) is is_offered


def test_a_person_whose_hips_are_not_tight_is_led_there(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=LOOSE)
    assert LINK in main_of(outsider, "/check/result/")


def test_a_person_who_rests_is_led_there(outsider: Client) -> None:
    whole_session(screened(outsider), ended="pain", comfortable="no", feeling="worse")
    for path in ("/", "/session/", "/session/done/"):
        assert LINK in main_of(outsider, path), path
