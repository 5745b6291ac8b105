"""Names, numbers and addresses are kept as people meant them, or refused with the true reason."""

from itertools import product

import phonenumbers
import pytest
from django.core.exceptions import ValidationError
from phonenumbers import PhoneNumberFormat

from guywire.clinic.people.contact import (
    clean_email,
    clean_name,
    clean_phone,
    clean_text,
    email_key,
    fold,
    phone_link,
    phone_text,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("503 555 0142", "+15035550142"),
        ("(503) 555-0142", "+15035550142"),
        ("+1 503.555.0142", "+15035550142"),
        ("\u200e503 555 0142\u200b", "+15035550142"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("011 44 20 7946 0958", "+442079460958"),
        ("503 555 0142 x12", "+15035550142;ext=12"),
        ("503 555 0142 ext. 12", "+15035550142;ext=12"),
        ("503-555-0142 Extension 1234", "+15035550142;ext=1234"),
        ("503 555 0142 #12", "+15035550142;ext=12"),
        ("+15035550142;ext=12", "+15035550142;ext=12"),
    ],
)
def test_a_phone_number_keeps_its_country_and_its_extension(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("555 0142", "The area code is missing."),
        ("5550142", "The area code is missing."),
        ("555 0142 x12", "The area code is missing."),
        ("12", "This is not a whole phone number."),
        ("503 555 01422222222222", "This is not a whole phone number."),
        ("x12", "This is not a whole phone number."),
        ("call me", "A phone number has digits only."),
        ("503 555 CALL", "A phone number has digits only."),
    ],
)
def test_half_a_phone_number_is_refused_with_its_reason(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        clean_phone(typed)


@pytest.mark.parametrize(
    ("kept", "shown", "dialed"),
    [
        ("+15035550142", "(503) 555-0142", "+15035550142"),
        ("+442079460958", "+44 20 7946 0958", "+442079460958"),
        ("+15035550142;ext=12", "(503) 555-0142 ext. 12", "+15035550142,12"),
        ("not a number", "not a number", "not a number"),
    ],
)
def test_a_phone_number_is_shown_and_dialed_in_full(kept: str, shown: str, dialed: str) -> None:
    assert phone_text(kept) == shown
    assert phone_link(kept) == dialed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("user@example.com\u200b", "user@example.com"),
        (" user@example.com\u00a0", "user@example.com"),
        ("\u202euser@example.com", "user@example.com"),
        ("Pat.O'Neil+gym@example.co.uk", "Pat.O'Neil+gym@example.co.uk"),
        ("user@bücher.example", "user@bücher.example"),
    ],
)
def test_an_email_address_loses_only_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("josé@example.com", "cannot send email to an address with “é” before the @"),
        ("pat@", "not complete"),
        ("mia at home", "not complete"),
        ("mia @example.com", "not complete"),
    ],
)
def test_an_email_address_is_refused_with_the_true_reason(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        clean_email(typed)


@pytest.mark.parametrize("typed", ["\u200b", " \u202e ", "123", "—", "\u3164", "\u2800", "."])
def test_a_name_without_a_letter_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="at least one letter"):
        clean_name(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202enapoleon", "napoleon"),
        ("Zoe\u0308  Saldan\u0303a", "Zoë Saldaña"),
        ("Pat\u200b\u00a0Lindgren\n", "Pat Lindgren"),
        ("صالح\u200cپور", "صالح\u200cپور"),
        ("李小龍", "李小龍"),
        ("Dr. O’Brien-Smith, Jr.", "Dr. O’Brien-Smith, Jr."),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_longer_text_keeps_its_lines() -> None:
    assert clean_text("one\u200b\r\ntwo\ttabs\u202e") == "one\ntwo\ttabs"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Ñáñez", "jose nanez"),
        ("JOSÉ  ÑÁÑEZ", "Jose\u0301 Ña\u0301n\u0303ez"),
        ("O’Brien", "O'Brien"),
        ("O`Brien", "OBRIEN"),
        ("Anne-Marie", "anne marie"),
        ("Straße", "STRASSE"),
        ("Łukasz Øster", "lukasz oster"),
        ("Lindgren, Pat", "lindgren pat"),
    ],
)
def test_two_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_in_plain_letters_folds_as_one_with_an_accent_does() -> None:
    characters = map(chr, range(128))
    for character, template in product(characters, ("Bo{}Lee", "{}Bo {} Lee{}")):
        name = template.replace("{}", character)
        assert fold(name) == fold(f"é {name}").removeprefix("e").strip()


@pytest.mark.parametrize(
    "number",
    [
        "+15035550142",
        "+12125550199",
        "+19995550000",
        "+14165551234",
        "+13400000000",
        "+12001230000",
    ],
)
def test_a_number_from_here_is_written_as_the_library_writes_it(number: str) -> None:
    parsed = phonenumbers.parse(number, None)
    assert phone_text(number) == phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)


def test_one_mailbox_has_one_key() -> None:
    assert email_key("Pat+gym@Example.com") == email_key("pat@example.com")
    assert email_key("pat@example.com") != email_key("pat@example.org")
