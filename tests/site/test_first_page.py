"""The first page says what to do next, and leads everywhere a person may want to go."""

import pytest
from django.test import Client

from guywire.clinic.demo import opening as demo
from guywire.clinic.people.models import Staff
from guywire.clinic.welcome.models import BodyPart

pytestmark = pytest.mark.django_db


def test_one_button_comes_first_and_leads_to_the_check(outsider: Client) -> None:
    page = outsider.get("/").content.decode()
    first = page[page.index("<main") :].split('class="button"')[1]
    assert first.startswith(' href="/check/"')


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


def test_the_therapists_with_their_words_and_the_places_are_shown(db: None) -> None:
    demo.open_practice()
    page = Client().get("/").content.decode()
    for shown in ("Dana Whitfield", "lifting a sleeping child", "Riverside", "St. Johns"):
        assert shown in page


def test_somebody_who_left_is_no_longer_shown(db: None) -> None:
    demo.open_practice()
    Staff.objects.filter(name="Dana Whitfield").update(is_active=False)
    assert "Dana Whitfield" not in Client().get("/").content.decode()
