"""No page of one person contradicts another: result, why, program, progress, desk and paper."""

import html
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

import numpy as np
import pytest
from django.test import Client

from guywire.body.measure.norms import FERBER_ALL
from guywire.care.program import NextStep, prescribe
from guywire.care.vocabulary import MuscleGroup, Side, Stretch, Verdict
from guywire.clinic.people import sharing
from guywire.clinic.people.models import Patient
from guywire.hips.findings import headline, sentences
from guywire.hips.fitting import Fitted, fitted
from guywire.hips.readings import LastRead, SideReadings
from guywire.hips.walking import Walking, walking_of
from tests.care.people import CLEAR
from tests.clinic.checks.test_sharing import device
from tests.clinic.checks.walk import whole_check

pytestmark = pytest.mark.django_db
PEOPLE = 200
PEOPLE_ON_PAGES = int(os.environ.get("GUYWIRE_TEST_PEOPLE", "4"))
"""Through the pages themselves, at three seconds of processor each; by hand, more of them."""
MARCH = date(2026, 3, 2)


def people() -> Iterator[tuple[SideReadings, SideReadings]]:
    """Readings at home: thighs spread as in 600 limbs, sides of one person alike within 4°."""
    rng = np.random.default_rng(8)
    while True:
        thigh = rng.normal(FERBER_ALL.mean, np.sqrt(FERBER_ALL.variance - 8))
        pelvis, shin = rng.normal(10, 3), rng.normal(-65, 8)
        yield tuple(
            SideReadings(
                pelvis=(round(pelvis + rng.normal(0, 2), 1),),
                thigh=(round(thigh + rng.normal(0, 2.8), 1),),
                shin=(round(shin + rng.normal(0, 4), 1),),
            )
            for _ in Side
        )


def hips_of(readings: tuple[SideReadings, SideReadings]) -> Fitted:
    lasts = {side: LastRead(MARCH, it, ()) for side, it in zip(Side, readings, strict=True)}
    return fitted(lasts)


@pytest.fixture(scope="module")
def walked() -> list[tuple[Fitted, Walking]]:
    plausible = (hips for hips in map(hips_of, people()) if not hips.again)
    return [(hips, walking) for hips in islice(plausible, PEOPLE) if (walking := walking_of(hips))]


def hip(hips: Fitted, side: Side):
    return hips.sides[side].groups[MuscleGroup.ILIOPSOAS]


@pytest.mark.slow
def test_no_one_whose_hip_is_more_likely_tight_hears_that_nothing_is_asked_of_the_back(
    walked,
) -> None:
    told = [
        hip(hips, walking.tighter).finding.probability_tight
        for hips, walking in walked
        if walking.step.is_near_nothing
    ]
    assert max(told) <= 0.5


@pytest.mark.slow
def test_chance_of_tight_and_average_compensation_rank_alike(walked) -> None:
    from scipy.stats import spearmanr  # A second to import, which each collection would pay.

    pairs = [
        (hip(hips, side).finding.probability_tight, walking.steps[side].compensation_deg.mean)
        for hips, walking in walked
        for side in Side
    ]
    assert spearmanr(*zip(*pairs, strict=True)).statistic >= 0.95


@pytest.mark.slow
def test_headline_difference_program_and_walk_speak_of_the_same_hips(walked) -> None:
    for hips, walking in walked:
        program = prescribe(hips.findings, CLEAR)
        said = str(headline(hips))
        verdicts = {finding.verdict for finding in hips.findings}
        stretches = program.next_step is NextStep.STRETCH
        assert ("not tight" in said) == (verdicts == {Verdict.NOT_TIGHT}) == (not stretches), said
        difference = hips.difference
        assert difference is not None
        deficits = {side: hip(hips, side).deficit_deg.mean for side in Side}
        apart = deficits[difference.tighter] - deficits[difference.tighter.other]
        assert apart == pytest.approx(difference.deg.mean, abs=0.01)
        if difference.is_clear:
            assert walking.tighter is difference.tighter
            assert f"{difference.tighter.value} hip" in str(sentences(hips)[0])
        supine = [planned for planned in program.stretches if planned.stretch is Stretch.SUPINE]
        if supine and difference.is_clear:
            assert supine[0].sides[0] is difference.tighter


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?°", text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            {"pelvis": "0", "thigh": "10", "shin": "-40"},
            {"pelvis": "11", "thigh": "-20", "shin": "-80"},
        ),
        (
            {"pelvis": "12", "thigh": "3", "shin": "-58"},
            {"pelvis": "12", "thigh": "3", "shin": "-58"},
        ),
        (
            {"pelvis": "10", "thigh": "-14", "shin": "-75"},
            {"pelvis": "10", "thigh": "-4", "shin": "-70"},
        ),
    ],
)
def test_every_page_shows_the_same_sentences(
    outsider: Client, as_therapist: Client, patient: Patient, left, right
) -> None:
    whole_check(outsider, left=left, right=right)
    assert_pages_agree(outsider, as_therapist, patient)


@pytest.mark.slow
def test_the_pages_of_simulated_people_agree(as_therapist: Client) -> None:
    plausible = (sides for sides in people() if not hips_of(sides).again)
    for number, sides in enumerate(islice(plausible, PEOPLE_ON_PAGES)):
        person = Client()
        left, right = (typed(readings) for readings in sides)
        whole_check(person, left=left, right=right)
        patient = Patient.objects.create(name=f"Simulated {number}", phone=f"+1503555{number:04}")
        assert_pages_agree(person, as_therapist, patient)


def typed(readings: SideReadings) -> dict[str, str]:
    return {name: str(getattr(readings, name)[0]) for name in ("pelvis", "thigh", "shin")}


def assert_pages_agree(outsider: Client, as_therapist: Client, patient: Patient) -> None:
    sharing.start_sharing(device(outsider), patient)

    def page(client: Client, path: str) -> str:
        return html.unescape(client.get(path).content.decode())

    result, why = outsider.get("/check/result/"), outsider.get("/why/")
    desk = page(as_therapist, f"/desk/patients/{patient.public_id}/")
    for sentence in (result.context["headline"], *result.context["sentences"]):
        assert str(sentence) in html.unescape(result.content.decode())
        assert str(sentence) in desk
    for sentence in why.context["sentences"]:
        assert str(sentence) in html.unescape(why.content.decode())
        assert str(sentence) in desk
    program = outsider.get("/program/").context["program"]
    assert str(program.why) in html.unescape(result.content.decode())
    if program.next_step is NextStep.STRETCH:
        starts = [str(start.what) for planned in program.stretches for start in planned.starts]
        paper = page(outsider, "/program/paper/").lower()
        assert starts
        assert all(start.lower() in paper for start in starts)
    charts = outsider.get("/progress/").context["motion"].charts
    shown = {
        one.finding.side: "{}° to {}°".format(*one.interval)
        for group in result.context["groups"]
        if group.group is MuscleGroup.ILIOPSOAS
        for one in group.sides
    }
    assert {chart.side: chart.estimate for chart in charts} == shown
    for chart in charts:
        assert shown[chart.side] in str(chart.sentence)
        assert str(chart.sentence) in desk
