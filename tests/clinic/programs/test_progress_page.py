"""One number a week, beside what backs do by themselves; sessions as a plain list."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.care.scores import WeeklyScore
from guywire.care.vocabulary import Feeling
from guywire.clinic.programs import chart
from guywire.clinic.programs.summary import in_words
from tests.clinic.programs.people import score, session
from tests.clinic.programs.test_session_without_scripts import kept
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db
WEEKLY_QUESTION = "on average, over the last 7 days?"


def test_the_first_number_is_asked_at_once_and_the_next_after_a_week(outsider: Client) -> None:
    assert WEEKLY_QUESTION in outsider.get("/progress/").content.decode()
    outsider.post("/progress/", {"pain": "6"})
    assert WEEKLY_QUESTION not in outsider.get("/progress/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        assert WEEKLY_QUESTION in outsider.get("/progress/").content.decode()


def test_a_double_click_keeps_one_number(outsider: Client) -> None:
    outsider.post("/progress/", {"pain": "6"})
    outsider.post("/progress/", {"pain": "6"})
    assert [one.pain for one in kept(outsider).weekly] == [6]


@pytest.mark.parametrize("pain", ["", "11", "-3", "much", "7" * 10_000])
def test_an_impossible_number_meets_a_sentence(outsider: Client, pain: str) -> None:
    response = outsider.post("/progress/", {"pain": pain})
    assert response.context["form"].errors["pain"] == ["Choose a number from 0 to 10."]
    assert kept(outsider).weekly == ()


def test_two_weeks_without_change_bring_a_human(outsider: Client) -> None:
    outsider.post("/progress/", {"pain": "6"})
    with time_machine.travel(timezone.now() + timedelta(days=14), tick=False):
        outsider.post("/progress/", {"pain": "5"})
        page = outsider.get("/progress/").content.decode()
    assert "2 weeks without a clear improvement" in page
    assert "Book a free visit" in page


def test_every_number_of_the_chart_stands_in_a_table_and_has_its_source(outsider: Client) -> None:
    outsider.post("/progress/", {"pain": "6"})
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        outsider.post("/progress/", {"pain": "5"})
        page = outsider.get("/progress/").content.decode()
    assert "<td>6.0 to 6.0</td>" in page
    assert "10.1503/cmaj.111271" in page


def test_sessions_are_listed_newest_first(outsider: Client) -> None:
    whole_session(screened(outsider), feeling="better")
    whole_session(outsider, feeling="same")
    page = outsider.get("/progress/").content.decode()
    assert "2 sessions so far." in page
    assert page.index("About the same after.") < page.index("A little better after.")


def test_the_band_begins_at_the_persons_own_first_number_and_falls_as_published() -> None:
    drawn = chart.draw((score(0, 8), score(42, 6)))
    assert drawn.rows[0].course == (8, 8)
    assert drawn.rows[1].course == pytest.approx((8 * 23 / 52, 8 * 33 / 51))
    assert drawn.rows[1].at.x == chart.RIGHT


def test_the_line_of_clear_change_lies_two_points_below_the_first_number() -> None:
    drawn = chart.draw((score(0, 6),))
    assert drawn.clear_change_at == next(tick.at for tick in drawn.scores if tick.label == "4")
    assert chart.draw((score(0, 1),)).clear_change_at is None


@pytest.mark.parametrize(
    ("last", "words"),
    [(5, "not a clear change"), (4, "a clear improvement"), (8, "clearly more pain")],
)
def test_the_sentence_calls_a_change_only_what_is_more_than_error(last: int, words: str) -> None:
    assert words in chart.draw((score(0, 6), score(21, last))).sentence


def test_a_year_of_weeks_still_fits_the_chart() -> None:
    weekly = tuple(WeeklyScore(score(7 * week, 5).on, week % 11) for week in range(53))
    drawn = chart.draw(weekly)
    assert len(drawn.weeks) <= 7
    assert all(chart.LEFT <= row.at.x <= chart.RIGHT for row in drawn.rows)
    assert all(chart.TOP <= row.at.y <= chart.BOTTOM for row in drawn.rows)


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no weekly score yet"):
        chart.draw(())


def test_sessions_in_a_sentence() -> None:
    sessions = [session(day, Feeling.BETTER) for day in range(3)] + [session(4, Feeling.WORSE)]
    assert in_words(tuple(sessions)) == (
        "4 sessions so far. Afterward, your back felt a little better 3 times and worse 1 time."
    )
    assert in_words(()) == "No sessions yet."
