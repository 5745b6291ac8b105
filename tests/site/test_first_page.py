"""The first page says what to do next, and leads everywhere a person may want to go."""

import re

import pytest
from django.test import Client, TestCase

from guywire.clinic.demo import opening
from guywire.clinic.people.models import Staff
from guywire.clinic.welcome.models import BodyPart
from tests.clinic.checks.walk import answer_safety

pytestmark = pytest.mark.django_db


def test_three_doors_come_first(outsider: Client) -> None:
    page = outsider.get("/").content.decode()
    doors = re.findall(r'class="button[^"]*" href="([^"]+)"', page[page.index("<main") :])
    assert doors[:3] == ["/stretch/", "/check/", "/visits/"]


def test_the_telephone_dials(outsider: Client) -> None:
    assert 'href="tel:+15035550142"' in outsider.get("/").content.decode()


@pytest.mark.parametrize("part", BodyPart.values)
def test_each_place_that_hurts_leads_to_help(outsider: Client, part: str) -> None:
    assert f"/help/?part={part}" in outsider.get("/").content.decode()


@pytest.mark.parametrize("path", ["/visits/", "/call-back/", "/insurance/", "/instructions/"])
def test_the_other_ways_in_are_there(outsider: Client, path: str) -> None:
    assert f'href="{path}"' in outsider.get("/").content.decode()


def test_it_says_honestly_what_it_is_not(outsider: Client) -> None:
    page = outsider.get("/").content.decode()
    assert "A diagnosis. Back pain has many causes" in page
    assert "A promise." in page


def test_a_practice_without_a_name_still_opens(db: None) -> None:
    assert Client().get("/").status_code == 200


class TestOfTheDemoPractice(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        opening.open_practice()

    def test_the_therapists_with_their_words_and_the_places_are_shown(self) -> None:
        page = Client().get("/").content.decode()
        for shown in ("Dana Whitfield", "lifting a sleeping child", "Riverside", "St. Johns"):
            assert shown in page

    def test_somebody_who_left_is_no_longer_shown(self) -> None:
        Staff.objects.filter(name="Dana Whitfield").update(is_active=False)
        assert "Dana Whitfield" not in Client().get("/").content.decode()

    def test_the_three_soonest_times_can_be_booked_from_the_first_page(self) -> None:
        page = Client().get("/").content.decode()
        addresses = re.findall(r'href="(/visits/details/[^"]+)"', page)
        assert len(addresses) == 3
        whole = r'<span class="unbroken">[^<]+</span> at <span class="unbroken">[\d:]+ [ap]m</span>'
        assert len(re.findall(whole, page)) == 3, "a line breaks inside a day or a time"
        for address in addresses:
            response = Client().get(address.replace("&amp;", "&"))
            assert response.status_code == 200
            assert "Book this visit" in response.content.decode()


def test_a_person_who_comes_back_finds_today_and_nobody_else_does(outsider: Client) -> None:
    answer_safety(outsider)
    page = outsider.get("/").content.decode()
    assert "Today’s session" in page
    assert 'href="/session/"' in page
    assert "Start a gentle stretch" not in page
    assert "Today’s session" not in Client().get("/").content.decode()
    assert "Today’s session" in outsider.get("/").content.decode()


@pytest.mark.parametrize(
    ("picked", "heading", "way"),
    [
        ("saddle_numbness", "A doctor first", "/check/get-help/"),
        ("hip_replacement", "A therapist first", "/visits/"),
    ],
)
def test_a_person_who_may_not_stretch_is_not_invited_to_when_they_come_back(
    outsider: Client, picked: str, heading: str, way: str
) -> None:
    answer_safety(outsider, picked)
    page = outsider.get("/").content.decode()
    today = page[page.index("<main") : page.index("</section>")]
    assert heading in today
    assert f'href="{way}"' in today
    assert 'href="/stretch/"' not in page
    assert 'href="/session/"' not in page
