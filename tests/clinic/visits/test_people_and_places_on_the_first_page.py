"""The first page shows who treats and where, with a telephone that dials."""

from django.test import Client


def test_each_therapist_has_a_face_and_words(outsider: Client, ana, ben) -> None:
    page = outsider.get("/").content.decode()
    assert "Ana Ruiz listens." in page
    assert "Ben Osei listens." in page
    assert page.count('class="portrait"') == 2


def test_each_clinic_has_its_address_a_telephone_and_its_free_times(
    outsider: Client, riverside
) -> None:
    page = outsider.get("/").content.decode()
    assert "1 Riverside Street" in page
    assert 'href="tel:+15035550142"' in page
    assert f"/visits/therapist/?at={riverside.pk}" in page


def test_a_practice_with_nobody_yet_has_no_empty_headings(outsider: Client) -> None:
    page = outsider.get("/").content.decode()
    assert "Our therapists" not in page
    assert "Where to find us" not in page
