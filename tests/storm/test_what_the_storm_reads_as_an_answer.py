"""A page after the one that was pressed is an answer only if it can say what came of it."""

from pathlib import Path

import pytest
from benchmarks.storm.browser import Browser, NoAnswerError, Page
from benchmarks.storm.server import Server

DONE = Page(302, "/desk/visits/1/", "")


@pytest.fixture
def answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Page]:
    answers: dict[str, Page] = {}
    monkeypatch.setattr(Browser, "_request", lambda self, method, *rest: answers[method])
    return answers


def press(tmp_path: Path) -> Page:
    return Browser(Server(tmp_path)).send_and_follow("/desk/visits/1/cancel/", {})


@pytest.mark.parametrize(
    "after", [Page(503, "", ""), Page(302, "/accounts/locked/?next=%2Fdesk%2Fvisits%2F1%2F", "")]
)
def test_trouble_on_the_next_page_says_nothing_of_what_was_pressed(
    tmp_path: Path, answered: dict[str, Page], after: Page
) -> None:
    answered.update(POST=DONE, GET=after)
    with pytest.raises(NoAnswerError):
        press(tmp_path)


def test_a_desk_that_was_locked_before_did_nothing(
    tmp_path: Path, answered: dict[str, Page]
) -> None:
    locked = Page(302, "/accounts/locked/?next=%2Fdesk%2F", "")
    answered.update(POST=locked)
    assert press(tmp_path) == locked


def test_the_next_page_is_the_answer(tmp_path: Path, answered: dict[str, Page]) -> None:
    page = Page(200, "", "This visit is canceled")
    answered.update(POST=DONE, GET=page)
    assert press(tmp_path) == page
