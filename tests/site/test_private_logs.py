"""Log lines carry no phone number, no email address and no private link."""

import logging
import time

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import DataError, IntegrityError

from guywire.clinic.people.models import Staff
from guywire.site.private_logs import (
    MAX_MESSAGE_CHARS,
    MAX_TRACE_CHARS,
    PrivateFormatter,
    RefusalFilter,
    masked,
)


def logged(message: str) -> str:
    return PrivateFormatter("%(message)s").format(
        logging.LogRecord("guywire", logging.ERROR, "file.py", 1, message, None, None)
    )


@pytest.mark.parametrize(
    "number", ["+15035550142", "503 555 0142", "(503) 555-0142", "503.555.0142", "+44 20 7946 0958"]
)
def test_phone_numbers_are_masked(number: str) -> None:
    assert number not in logged(f"could not reach {number} today")


def test_addresses_are_masked() -> None:
    assert logged("mail to pat.lindgren+x@mail.example.org failed") == "mail to [email] failed"


def test_private_links_are_masked() -> None:
    line = logged("GET /visits/eyJ2IjoiYWJjZGVmZ2hpams:1vAbCd:xyz_123/ 500")
    assert line == "GET /visits/[link]/ 500"


def test_which_patient_was_opened_is_masked() -> None:
    line = logged("Forbidden: /desk/patients/5e981f5f-431b-49df-8932-418ad4094e48/")
    assert line == "Forbidden: /desk/patients/[link]/"


def test_what_was_asked_after_the_question_mark_is_masked() -> None:
    assert "secret" not in logged("GET /desk/?search=secret 500")


def trace_of(error: Exception, cause: Exception | None = None) -> str:
    try:
        raise error from cause
    except Exception as raised:  # noqa: BLE001
        info = (type(raised), raised, raised.__traceback__)
    record = logging.LogRecord("guywire", logging.ERROR, "file.py", 1, "broke", None, info)
    return PrivateFormatter("%(message)s").format(record)


def test_a_trace_is_masked_like_the_message() -> None:
    assert trace_of(RuntimeError("to pat@example.org")).endswith("RuntimeError: to [email]")


REFUSED_ROW = (
    'new row for relation "people_patient" violates check constraint "patient_can_be_reached"\n'
    "DETAIL:  Failing row contains (7, Pat Lindgren, asks for\nPat at the desk)."
)


@pytest.mark.parametrize(
    ("error", "last_line"),
    [
        (ValueError("invalid literal for int() with base 10: 'Pat'"), "ValueError"),
        (KeyError("Pat"), "KeyError"),
        (ValidationError("Pat is no name"), "django.core.exceptions.ValidationError"),
        (DataError('invalid input syntax for type integer: "Pat"'), "django.db.utils.DataError"),
        (
            IntegrityError(REFUSED_ROW),
            f"django.db.utils.IntegrityError: {REFUSED_ROW.splitlines()[0]}",
        ),
        (AttributeError("'Visit' has no 'x'"), "AttributeError: 'Visit' has no 'x'"),
    ],
)
def test_a_trace_has_no_words_that_may_hold_a_person(error: Exception, last_line: str) -> None:
    for trace in (trace_of(error), trace_of(error, cause=error.__class__(*error.args))):
        assert trace.endswith(f"\n{last_line}")
        assert "Pat" not in trace.replace("test_a_trace", "")


def test_a_trace_says_what_led_to_it() -> None:
    trace = trace_of(RuntimeError("second"), cause=TypeError("first"))
    assert trace.index("TypeError: first") < trace.index("RuntimeError: second")


def refused_with(status: int) -> logging.LogRecord:
    """What Django logs of an exception that it has turned into this answer."""
    try:
        raise ValueError("no boundary")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "f.py", 1, "refused", None, info)
    record.status_code = status
    RefusalFilter().filter(record)
    return record


def test_a_refused_request_is_a_warning_of_one_line() -> None:
    record = refused_with(400)
    assert PrivateFormatter("%(levelname)s %(message)s").format(record) == "WARNING refused"


def test_a_request_of_an_ended_session_that_leads_on_is_one_line() -> None:
    assert PrivateFormatter("%(message)s").format(refused_with(302)) == "refused"


def test_a_full_disk_is_an_error_of_one_line() -> None:
    record = refused_with(503)
    assert PrivateFormatter("%(levelname)s %(message)s").format(record) == "ERROR refused"


def test_a_fault_of_ours_keeps_its_trace() -> None:
    line = PrivateFormatter("%(levelname)s %(message)s").format(refused_with(500))
    assert line.startswith("ERROR refused\nTraceback")


def test_a_line_has_the_time_in_utc() -> None:
    record = logging.LogRecord("guywire", logging.ERROR, "file.py", 1, "broke", None, None)
    record.created = 0
    assert PrivateFormatter("%(asctime)s").format(record) == "1970-01-01T00:00:00Z"


def test_ordinary_numbers_stay_readable() -> None:
    assert logged("took 1234 ms for visit 77") == "took 1234 ms for visit 77"


def test_the_address_of_a_site_stays_readable_with_its_port() -> None:
    origin = "https://guywire.example.org:8443"
    assert masked(f"It comes from {origin}.") == f"It comes from {origin}."
    assert masked("https://h/abcdefghij1klmnop:99") == "https://h/[link]"


def test_an_address_that_allows_to_choose_a_password_is_masked() -> None:
    key = PasswordResetTokenGenerator().make_token(Staff(pk=1, password="old", email="a@b.example"))
    line = logged(f"Internal Server Error: /accounts/password/reset/key/1-{key}/")
    assert line == "Internal Server Error: /accounts/password/reset/key/[link]/"


@pytest.mark.parametrize("path", ["/visits/{}/cancel/", "/share/{}/", "/made/up/later/{}"])
def test_a_signed_link_is_masked_wherever_it_stands(path: str) -> None:
    token = Signer(salt="guywire.visits.link").sign("5e981f5f431b49df8932418ad4094e48")
    assert logged(f"Not Found: {path.format(token)}") == f"Not Found: {path.format('[link]')}"


def test_a_line_break_in_an_address_starts_no_line_of_the_log() -> None:
    assert "\n" not in logged("Not Found: /a\n2026-11-27 INFO all is well")


def test_a_long_text_is_capped_and_keeps_its_end() -> None:
    line = logged(f"Not Found: /{'a' * 100_000} in a form")
    assert len(line) < MAX_MESSAGE_CHARS + 100
    assert line.endswith("in a form")


def test_a_long_trace_is_capped_and_says_what_went_wrong() -> None:
    line = trace_of(RuntimeError("x " * 100_000 + "and this is why"))
    assert len(line) < MAX_TRACE_CHARS + 200
    assert "and this is why" in line


def test_an_address_cut_by_the_cap_leaves_no_part_of_itself() -> None:
    for before in range(1985, 2005):
        assert "lindgren" not in logged(
            "a " * (before // 2) + "pat.lindgren@example.org" + " b" * 9000
        )


NASTY = ["a", "1 ", "a.", "1", "a@", "@", "=@", "?", "/", "(1) ", "a-1:", "+1.", "a=", "a\n"]


@pytest.mark.parametrize("piece", NASTY)
def test_doubling_the_text_three_times_takes_about_eight_times_as_long_to_mask(piece: str) -> None:
    """A ratio of processor times; a pattern that backtracks takes four times as long, or more."""

    def seconds(chars: int) -> float:
        text = piece * (chars // len(piece))
        tries = []
        for _ in range(5):
            start = time.process_time()
            masked(text)
            tries.append(time.process_time() - start)
        return min(tries)

    assert seconds(64_000) < 3 * 8 * max(seconds(8_000), 0.000_2)
