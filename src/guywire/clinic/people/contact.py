"""Names, phone numbers and email addresses as people type them, in the one form we keep.

Everything here is pure: no form, no database. `contact_fields` holds the form fields.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat, ValidationResult

PHONE_REGION = "US"
COUNTRY_CODE = 1
MAX_PHONE_CHARS = 60
"""An index row of PostgreSQL holds 2,704 bytes."""
# Characters that show nothing and are not of Unicode's "format" category (Cf).
BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(
    map(chr, range(0xFE00, 0xFE10))
)
JOINERS = "\u200c\u200d"
QUOTES = "'\"`´‘’‚‛“”„‟′″ʹʻʼʽˈˊˋ＇"
# Letters that Unicode does not decompose into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# What `fold` makes of ASCII, which most names are: the whole rule takes ten times as long.
ASCII_CONTROLS = (*range(32), 127)
PLAIN_ASCII = dict.fromkeys(ASCII_CONTROLS) | str.maketrans("-_,\n\t", " " * 5, "'\"`")
NORTH_AMERICAN = re.compile(r"\+1([2-9]\d{2})(\d{3})(\d{4})", re.ASCII)
EXTENSION = re.compile(r"(?:;ext=|extension|ext\.?|x|#)\s*(\d{1,7})\s*$", re.IGNORECASE)


class Reach(NamedTuple):
    """How to reach somebody: one of the two is empty when they gave only the other."""

    phone: str
    email: str


def clean_text(text: str) -> str:
    """Drop characters that nobody sees: zero-width, direction marks, controls; compose the rest.

    Joiners stay between letters of scripts that are written with them (Persian, Hindi).
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        character
        for position, character in enumerate(composed)
        if _is_visible(character) or _joins_letters(composed, position)
    )


def clean_line(text: str) -> str:
    """`clean_text` on one line, with single spaces."""
    return " ".join(clean_text(" ".join(text.split())).split())


def clean_name(text: str) -> str:
    """Return the name without invisible characters. Raise ValidationError if no letter is left."""
    name = clean_line(text)
    if not any(unicodedata.category(character).startswith("L") for character in name):
        raise ValidationError(_("A name needs at least one letter. Enter the name again."))
    return name


def clean_email(text: str) -> str:
    """Return the address. Raise ValidationError with the reason if we cannot send to it."""
    email = clean_text(text).strip()
    local, _at, domain = email.rpartition("@")
    strange = next((character for character in local if not character.isascii()), None)
    if strange is not None and _is_email(f"x@{domain}"):
        # RFC 6532 addresses need a mail server with SMTPUTF8, and a library that asks for it.
        raise ValidationError(
            _(
                "We cannot send email to an address with “%(character)s” before the @. "
                "Enter another email address, or a phone number."
            )
            % {"character": strange}
        )
    if not _is_email(email):
        raise ValidationError(
            _("This email address is not complete. Enter it like name@example.com.")
        )
    return email


def clean_phone(text: str) -> str:
    """Return the number as E.164, with ";ext=…" when it has an extension (RFC 3966)."""
    typed = clean_line(text)
    extension = EXTENSION.search(typed)
    digits = typed[: extension.start()] if extension else typed
    if any(character.isalpha() for character in digits):
        raise ValidationError(_("A phone number has digits only. Enter it like 503 555 0142."))
    number = _parsed(digits)
    reason = phonenumbers.is_possible_number_with_reason(number) if number else None
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise ValidationError(
            _("The area code is missing. Enter the whole phone number, like 503 555 0142.")
        )
    if number is None or reason != ValidationResult.IS_POSSIBLE:
        raise ValidationError(
            _("This is not a whole phone number. Enter it with the area code, like 503 555 0142.")
        )
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{e164};ext={extension[1]}" if extension else e164


def clean_reach(text: str) -> Reach:
    """Return the phone number or the email address that `text` holds."""
    if "@" in text:
        return Reach("", clean_email(text))
    return Reach(clean_phone(text), "")


def phone_text(phone: str) -> str:
    """The number as people here write it; other countries keep theirs. Other text stays."""
    if plain := NORTH_AMERICAN.fullmatch(phone):
        return "({}) {}-{}".format(*plain.groups())
    number = _parsed(phone)
    if number is None:
        return phone
    here = number.country_code == COUNTRY_CODE
    style = PhoneNumberFormat.NATIONAL if here else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def national_digits(phone: str) -> str:
    """The digits of a stored number as its country dials them, without its extension."""
    line = phone_key(phone)
    if plain := NORTH_AMERICAN.fullmatch(line):
        return "".join(plain.groups())
    number = _parsed(line)
    return phonenumbers.national_significant_number(number) if number else ""


def phone_link(phone: str) -> str:
    """What follows `tel:`; the comma is the pause that phones make before an extension."""
    return phone.replace(";ext=", ",")


def fold(text: str) -> str:
    """Return `text` for comparing: no accents, case, quotes, hyphens or doubled spaces."""
    if text.isascii():
        return " ".join(text.lower().translate(PLAIN_ASCII).split())
    lowered = clean_text(text).casefold().translate(PLAIN_LETTERS)
    kept = [
        " " if unicodedata.category(character) in ("Pd", "Pc") else character
        for character in unicodedata.normalize("NFKD", lowered)
        if unicodedata.category(character) != "Mn" and character not in QUOTES
    ]
    return " ".join("".join(kept).replace(",", " ").split())


def is_refused(clean: Callable[[str], object], text: str) -> bool:
    try:
        clean(text)
    except ValidationError:
        return True
    return False


def email_key(email: str) -> str:
    """The mailbox behind an address: "+tags" and case are the same person's."""
    local, _at, domain = email.casefold().rpartition("@")
    return f"{local.split('+')[0]}@{domain}"


def phone_key(phone: str) -> str:
    """The line behind a number, without its extension."""
    return phone.split(";")[0]


def _is_visible(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs") and character not in BLANKS


def _joins_letters(text: str, position: int) -> bool:
    if text[position] not in JOINERS or not 0 < position < len(text) - 1:
        return False
    neighbors = text[position - 1], text[position + 1]
    return all(unicodedata.category(one)[0] in "LM" and one > "\u0590" for one in neighbors)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text[:MAX_PHONE_CHARS], PHONE_REGION)
    except phonenumbers.NumberParseException:
        return None
