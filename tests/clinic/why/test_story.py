"""The story around the figure says what studies found, and no more about this person."""

import re
from math import atan2, degrees
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from guywire.body.evidence import finding, imaging_findings
from guywire.clinic.checks.record import new_check
from guywire.clinic.why import story
from guywire.clinic.why.story.course import course
from guywire.clinic.why.story.scans import Footing, scans
from guywire.clinic.why.story.week import week
from tests.site.test_words_we_do_not_say import FORBIDDEN, spoken

TEMPLATES = Path(story.__file__).parent.parent / "templates/why/story"


def told(hours: float | None = None, steps: int | None = None) -> str:
    check = new_check().with_sitting(hours).with_steps(steps)
    return render_to_string("why/story/all.html", {"story": story.context(check)})


@pytest.mark.parametrize(
    ("hours", "group"),
    [(3.9, "little"), (4, "between"), (6.5, "between"), (7.1, "long"), (24, "long")],
)
def test_a_days_sitting_falls_in_the_group_the_study_would_have_put_it_in(
    hours: float, group: str
) -> None:
    yours = [str(zone.name) for zone in week(hours, None).sitting.zones if zone.is_yours]
    assert yours == [group]


@pytest.mark.parametrize(
    ("steps", "name"),
    [(0, "sedentary"), (4999, "sedentary"), (5000, "low active"), (12500, "highly active")],
)
def test_a_days_steps_get_the_name_that_researchers_use(steps: int, name: str) -> None:
    strip = week(None, steps).steps
    assert [str(zone.name) for zone in strip.zones if zone.is_yours] == [name]
    assert f"“{name}”" in str(strip.sentence)


def test_seven_hours_exactly_are_not_called_long() -> None:
    """The study says above 7."""
    assert "between the groups" in str(week(7, None).sitting.sentence)
    assert [str(zone.name) for zone in week(7, None).sitting.zones if zone.is_yours] == ["between"]


def test_somebody_who_said_nothing_is_put_in_no_group_and_asked() -> None:
    page = told()
    assert "strip__zone--yours" not in page
    assert "you:" not in page
    assert 'href="/check/sitting/"' in page
    assert 'href="/check/steps/"' in page


def test_a_day_beyond_the_drawing_is_drawn_at_its_end_and_said_in_full() -> None:
    strip = week(24, 60_000)
    assert strip.sitting.x == strip.sitting.zones[-1].x + strip.sitting.zones[-1].width
    assert strip.steps.you == "60,000 steps"


def test_the_two_thighs_are_as_far_apart_as_the_groups_of_the_study() -> None:
    (x1, y1), (x2, y2) = week(None, None).apart
    angle = degrees(atan2(y2 - 24, x2 - 28) - atan2(y1 - 24, x1 - 28))
    assert angle == pytest.approx(finding("F01").value_of("difference").value, abs=0.1)


def test_the_week_says_that_one_look_cannot_show_a_cause() -> None:
    assert "The study met each person once" in told(9, 4000)


def test_every_share_of_the_table_is_drawn_as_that_many_of_ten_people() -> None:
    drawn = {(age.age, share.name): share for age in scans().ages for share in age.shares}
    for row in imaging_findings():
        for age, percent in row.percent_by_age.items():
            assert drawn[age, row.name].percent == percent
    assert drawn[40, "Disc bulge"].width == 5 * 24
    assert drawn[20, "Disc degeneration"].width == pytest.approx(3 * 24 + 5 + 0.7 * 14, abs=0.1)


def test_what_nobody_measured_or_only_copies_say_is_marked() -> None:
    drawn = {(age.age, share.name): share.footing for age in scans().ages for share in age.shares}
    assert drawn[20, "Facet degeneration"] is Footing.NOBODY
    assert drawn[20, "Disc height loss"] is Footing.FEW
    assert drawn[70, "Disc bulge"] is Footing.SECOND_HAND
    assert drawn[40, "Disc degeneration"] is Footing.MEASURED


def test_the_scan_part_says_that_findings_still_count_and_that_all_are_welcome() -> None:
    page = spoken(told())
    assert "more common in people with back pain than in people without" in page
    assert "You are welcome here with a herniated disc, arthritis, or facet trouble" in page


def test_an_age_is_never_sent_anywhere() -> None:
    page = (TEMPLATES / "scans.html").read_text()
    assert "<form" not in page
    assert 'href="?' not in page


def test_the_course_chart_carries_the_published_averages_and_bands() -> None:
    new, lasting = course().lines
    assert [(p.value, p.low, p.high) for p in new.points] == [
        (52, 48, 57),
        (23, 21, 25),
        (12, 9, 15),
        (6, 3, 10),
    ]
    assert [p.value for p in lasting.points] == [51, 33, 26, 23]
    assert new.points[0].y < new.points[1].y, "more pain stands higher"


def test_the_table_behind_the_course_says_the_same() -> None:
    page = spoken(told())
    assert "23 (21 to 25)" in page
    assert "6 weeks" in page


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_a_story_cites_only_what_was_read_and_keeps_to_what_may_be_said(template: Path) -> None:
    text = template.read_text()
    for id_ in re.findall(r'{% source "(\w+)" %}', text):
        assert finding(id_).seen, id_
    words = spoken(text)
    assert [phrase for phrase in FORBIDDEN if re.search(phrase, words, re.IGNORECASE)] == []
