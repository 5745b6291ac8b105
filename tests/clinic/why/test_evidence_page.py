import html
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.template import Context, Template
from django.test import Client

from guywire.body.evidence import DESIGNS, finding, findings
from guywire.body.validation.table import validation_table
from guywire.clinic.why.evidence import words
from guywire.clinic.why.evidence.claims import CLAIMS, Claim

PROBE = """
import sys
from guywire.clinic.why.evidence.page import context

assert context()["model"].comparisons
assert "guywire.body.validation.table" not in sys.modules, "the page asked the engine"
"""
CITED = re.compile(r"\[([A-Z]\d\d)\]")


def cited(claim: Claim) -> set[str]:
    return set(CITED.findall(" ".join(map(str, (*claim.found, claim.because, claim.not_known)))))


def rendered(text: str) -> str:
    return Template("{% load sources %}" + text).render(Context({"text": "Six degrees. [F01]"}))


def test_every_finding_stands_under_exactly_one_claim() -> None:
    counted = Counter(id_ for claim in CLAIMS for id_ in claim.ids)
    assert set(counted) == {row.id for row in findings()}, "give it a claim in evidence/claims.py"
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.slug)
def test_a_claim_cites_only_findings_that_were_read_in_a_source(claim: Claim) -> None:
    assert cited(claim)
    assert all(finding(id_).seen for id_ in cited(claim))


def test_every_design_has_plain_words() -> None:
    assert set(words.KINDS) == set(DESIGNS)


def test_a_size_is_said_in_a_word_and_an_unknown_one_not_at_all() -> None:
    said = [str(words.size(n)) for n in (9, 30, 144, 11166, None)]
    assert said == ["9, very small", "30, small", "144, medium", "11,166, large", ""]


def test_every_finding_has_an_anchor_with_its_source(outsider: Client) -> None:
    page = outsider.get("/evidence/").content.decode()
    for row in findings():
        assert page.count(f'id="{row.id}"') == 1
    assert "https://doi.org/10.4085/1062-6050-45.4.344" in page


def test_what_was_only_remembered_is_marked_as_not_checked(outsider: Client) -> None:
    page = outsider.get("/evidence/").content.decode()
    for row in findings():
        entry = page.split(f'id="{row.id}"')[1].split("</li>\n")[0]
        assert ("Not checked" in entry) is not row.seen, row.id


def test_the_source_tag_links_to_the_finding_and_names_the_study() -> None:
    link = rendered('{% source "F01" %}')
    assert 'href="/evidence/#F01"' in link
    assert (
        'source<span class="visually-hidden">: <span lang="en">Boukabache 2021</span></span>'
        in link
    )


def test_a_mark_in_a_text_becomes_the_same_link() -> None:
    link = rendered('{% source "F01" %}')
    assert rendered("{{ text|with_sources }}") == f"Six degrees.{link}"


def test_a_text_with_sources_is_still_escaped() -> None:
    text = Template("{% load sources %}{{ text|with_sources }}")
    assert "&lt;b&gt;" in text.render(Context({"text": "<b> [F01]"}))


def test_a_source_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no finding 'Z99'"):
        rendered('{% source "Z99" %}')


def test_a_source_only_remembered_says_so_to_everybody() -> None:
    assert "not yet checked" in rendered('{% source "H07" %}')


def test_every_comparison_of_the_model_stands_on_the_page_misses_and_reasons_too(
    outsider: Client,
) -> None:
    page = html.unescape(outsider.get("/evidence/").content.decode())
    table = validation_table()
    misses = [row for row in table if not row.inside]
    assert misses, "a model that misses nothing was not compared with enough"
    assert page.count(">Misses<") == len(misses)
    assert page.count(">Fits<") == len(table) - len(misses)
    assert all(row.why in page for row in table)


def test_no_visitor_waits_for_the_engine() -> None:
    """In a process of its own: what was computed before in this one would hide a wait."""
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_sources_of_the_models_numbers_are_links_where_they_can_be() -> None:
    named = Template("{% load sources %}{{ name|as_source }}")
    links = [named.render(Context({"name": name})) for name in ("G16", "10.1/x", "PMC1", "<hand>")]
    assert links[0] == '<a href="/evidence/#G16">G16</a>'
    assert 'href="https://doi.org/10.1/x"' in links[1]
    assert 'href="https://pmc.ncbi.nlm.nih.gov/articles/PMC1"' in links[2]
    assert links[3] == "&lt;hand&gt;"


def test_each_claim_has_an_address_of_its_own() -> None:
    slugs = [claim.slug for claim in CLAIMS]
    assert len(set(slugs)) == len(slugs)
