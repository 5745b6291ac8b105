"""Finding a person by what a caller says, without their name in any address."""

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.people.models import Patient, SearchKey
from guywire.clinic.people.search import MAX_HITS, search, within_one_edit
from guywire.clinic.people.search_keys import MAX_KEY_BYTES, ends_with, is_word, starts_with

pytestmark = pytest.mark.django_db


def found(words: str) -> set[str]:
    return {patient.name for patient in search(words).patients}


def page_of(client: Client, words: str) -> str:
    response = client.post("/desk/patients/", {"words": words}, follow=True)
    return response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        *("lind", "gren", "PAT", " Lindgren ", "lindgren pat"),
        *("503-555-0111", "0111", "+1 503 555 0111", "(503) 555", "pat 503-555-0111", "0111 lind"),
    ],
)
def test_part_of_a_name_or_number_finds_the_person(
    as_front_desk: Client, patient: Patient, another_patient: Patient, words: str
) -> None:
    page = page_of(as_front_desk, words)
    assert str(patient.public_id) in page
    assert str(another_patient.public_id) not in page


def test_part_of_an_email_finds_the_person(
    as_front_desk: Client, patient: Patient, another_patient: Patient
) -> None:
    page = page_of(as_front_desk, "alex@")
    assert str(another_patient.public_id) in page
    assert str(patient.public_id) not in page


@pytest.mark.parametrize("words", ["jose", "JOSÉ", "ÑÁÑEZ", "nanez jose", "Ñañez, José"])
def test_accents_case_and_order_of_words_do_not_matter(patient: Patient, words: str) -> None:
    Patient.objects.create(name="José Ñáñez", phone="+15035550199")
    assert found(words) == {"José Ñáñez"}


@pytest.mark.parametrize("words", ["O'Brien", "O’Brien", "obrien", "o brien", "Sean O`Brien"])
def test_quotes_do_not_matter(patient: Patient, words: str) -> None:
    Patient.objects.create(name="Sean O’Brien", phone="+15035550199")
    assert found(words) == {"Sean O’Brien"}


def test_digits_in_an_email_are_not_taken_for_a_number(patient: Patient) -> None:
    assert found("0111") == {patient.name}
    assert not found("ann0111@example.org")


def test_the_longest_name_fits_what_the_index_holds() -> None:
    long = "\ufdfa" * 120  # each is 18 letters when it is folded
    person = Patient.objects.create(name=long, preferred_name=long, phone="+15035550199")
    assert max(map(len, person.keys())) <= MAX_KEY_BYTES
    assert found("\ufdfa\ufdfa") == {long}


@pytest.mark.parametrize("words", ["De La Cruz", "delacruz", "dela cruz", "lacruz ana", "anade"])
def test_spaces_inside_a_name_do_not_matter(patient: Patient, words: str) -> None:
    Patient.objects.create(name="Ana De La Cruz", phone="+15035550199")
    assert found(words) == {"Ana De La Cruz"}


@pytest.mark.parametrize(
    "words", ["3/14/1980", "1980-03-14", "March 14, 1980", "Mar 14 1980", "03/14/80"]
)
def test_a_birthday_finds_the_person(patient: Patient, words: str) -> None:
    Patient.objects.create(name="Mia Pi", phone="+15035550199", born_on=date(1980, 3, 14))
    assert found(words) == {"Mia Pi"}


@pytest.mark.parametrize(
    "words",
    ["+44 20 7946 0958", "020 7946 0958", "+44 (0)20 7946 0958", "011 44 20 7946 0958", "79460958"],
)
def test_any_spelling_of_a_number_finds_the_person(patient: Patient, words: str) -> None:
    Patient.objects.create(name="Lon Don", phone="+442079460958;ext=7")
    assert found(words) == {"Lon Don"}


@pytest.mark.parametrize("words", ["Lindgern", "Lingdren", "Lindgre", "Lindgrenn", "Kindgren pat"])
def test_one_wrong_letter_still_shows_the_person(
    as_front_desk: Client, patient: Patient, another_patient: Patient, words: str
) -> None:
    hits = search(words)
    assert [one.name for one in [*hits.patients, *hits.similar]] == ["Pat Lindgren"]
    assert str(patient.public_id) in page_of(as_front_desk, words)


@pytest.mark.parametrize("words", ["Lnidgern", "Lindqvist", "Pit"])
def test_two_wrong_letters_or_a_short_word_show_no_one(patient: Patient, words: str) -> None:
    hits = search(words)
    assert not hits.patients
    assert not hits.similar


@pytest.mark.parametrize(
    ("typed", "word", "alike"),
    [
        ("abcd", "abcd", True),
        ("abdc", "abcd", True),
        ("abc", "abcd", True),
        ("abcde", "abcd", True),
        ("xbcd", "abcd", True),
        ("abxy", "abcd", False),
        ("ab", "abcd", False),
        ("badc", "abcd", False),
    ],
)
def test_one_edit_is_one_letter_changed_added_left_out_or_swapped(
    typed: str, word: str, alike: bool
) -> None:
    assert within_one_edit(typed, word) is alike


@pytest.mark.parametrize("words", ["nobody", "%", "_", "a\x00b", "x" * 100_000, "<script>"])
def test_finding_no_one_says_what_to_try(
    as_front_desk: Client, patient: Patient, words: str
) -> None:
    page = page_of(as_front_desk, words)
    assert "Try the first letters of the name" in page
    assert "<script>” " not in page


def test_the_newest_people_stand_there_before_any_search(
    as_front_desk: Client, patient: Patient
) -> None:
    assert patient.name in as_front_desk.get("/desk/patients/").content.decode()


def test_going_back_shows_the_same_results_and_the_address_holds_no_name(
    as_front_desk: Client, patient: Patient, another_patient: Patient
) -> None:
    address = as_front_desk.post("/desk/patients/", {"words": "Lindgren"})["Location"]
    as_front_desk.post("/desk/patients/", {"words": "Moreau"})
    assert "Lindgren" not in address
    page = as_front_desk.get(address).content.decode()
    assert str(patient.public_id) in page
    assert str(another_patient.public_id) not in page


def test_words_in_an_address_are_not_searched(as_front_desk: Client) -> None:
    page = as_front_desk.get("/desk/patients/?words=Lindgren&search=Lindgren").content.decode()
    assert "Lindgren" not in page


def test_a_page_says_that_more_people_match_and_asks_the_database_no_more(
    as_front_desk: Client, clinic: object
) -> None:
    costs = []
    for count in (MAX_HITS, 3):
        for number in range(count):
            Patient.objects.create(name=f"Ann Number {number}", phone="+15035550111")
        with CaptureQueriesContext(connection) as queries:
            page = page_of(as_front_desk, "ann")
        costs.append(len(queries))
        assert (f"Only the newest {MAX_HITS} people are shown" in page) == (count == 3)
    assert costs[1] == costs[0]


def test_a_corrected_name_is_found_by_its_new_spelling(patient: Patient) -> None:
    patient.name = "Pat Svensson"
    patient.save(update_fields=["name"])
    assert found("svensson") == {"Pat Svensson"}
    assert not found("lindgren")


def test_a_corrected_number_email_or_birthday_takes_the_old_one_away(patient: Patient) -> None:
    before = patient.keys()
    patient.phone, patient.email, patient.born_on = "", "pat@example.org", date(1980, 3, 14)
    patient.save()
    assert not found("0111")
    assert found("pat@example.org") == found("3/14/1980") == {patient.name}
    stored = {bytes(row.key) for row in patient.search_keys.all()}
    assert stored == patient.keys() != before


@pytest.mark.parametrize("asked", [starts_with("lind"), ends_with("0111"), is_word("pat")])
def test_an_index_holds_what_a_search_asks_for(patient: Patient, asked: Q) -> None:
    """Without it every person's words would be read."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # small tables are read whole
    plan = SearchKey.objects.filter(asked).order_by().values("patient").explain()
    assert re.search(r"search_key\b.*(key>|key=|Index Cond)", plan, re.DOTALL), plan
