"""Log lines carry no telephone number, no e-mail address and no private link."""

import logging

import pytest

from guywire.site.private_logs import PrivateFormatter


def logged(message: str) -> str:
    return PrivateFormatter("%(message)s").format(
        logging.LogRecord("guywire", logging.ERROR, "file.py", 1, message, None, None)
    )


@pytest.mark.parametrize(
    "number", ["+15035550142", "503 555 0142", "(503) 555-0142", "503.555.0142", "+44 20 7946 0958"]
)
def test_telephone_numbers_are_masked(number: str) -> None:
    assert number not in logged(f"could not reach {number} today")


def test_addresses_are_masked() -> None:
    assert logged("mail to pat.lindgren+x@mail.example.org failed") == "mail to [e-mail] failed"


def test_private_links_are_masked() -> None:
    line = logged("GET /visits/eyJ2IjoiYWJjZGVmZ2hpams:1vAbCd:xyz_123/ 500")
    assert line == "GET /visits/[link]/ 500"


def test_which_patient_was_opened_is_masked() -> None:
    line = logged("Forbidden: /desk/patients/5e981f5f-431b-49df-8932-418ad4094e48/")
    assert line == "Forbidden: /desk/patients/[link]/"


def test_what_was_asked_after_the_question_mark_is_masked() -> None:
    assert "secret" not in logged("GET /desk/?search=secret 500")


def test_a_trace_is_masked_like_the_message() -> None:
    try:
        raise ValueError("DETAIL: Key (email)=(pat@example.org) already exists")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("guywire", logging.ERROR, "file.py", 1, "broke", None, info)
    assert "pat@example.org" not in PrivateFormatter("%(message)s").format(record)


def test_ordinary_numbers_stay_readable() -> None:
    assert logged("took 1234 ms for visit 77") == "took 1234 ms for visit 77"
