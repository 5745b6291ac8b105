"""The findings that everything is printed from."""

import math
import re

import pytest

from guywire.body.evidence import (
    DESIGNS,
    TOPICS,
    finding,
    findings,
    imaging_findings,
    sources,
)

ALL = findings()


def test_a_finding_is_found_by_its_id() -> None:
    ferber = finding("A12")
    assert ferber.n == 600
    assert ferber.source.doi == "10.4085/1062-6050-45.4.344"
    assert ferber.value_of("all legs").sd == pytest.approx(9.61)


def test_an_unknown_finding_or_value_or_topic_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no finding 'Z99'"):
        finding("Z99")
    with pytest.raises(ValueError, match="it has: all legs"):
        finding("A12").value_of("some legs")
    with pytest.raises(ValueError, match="topic is 'astrology'"):
        findings("astrology")


def test_every_topic_has_findings_and_every_source_is_used() -> None:
    assert {row.topic for row in ALL} == set(TOPICS)
    assert {row.source.key for row in ALL} == set(sources())


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_a_finding_is_whole(row: object) -> None:
    record = finding(row.id)  # type: ignore[attr-defined]
    assert record.says.endswith((".", "`."))
    assert record.source.citation
    assert record.design in DESIGNS
    for value in record.values:
        numbers = [n for n in (value.value, value.low, value.high) if n is not None]
        assert numbers
        assert all(math.isfinite(number) for number in numbers)
        if value.low is not None and value.high is not None:
            assert value.low <= value.high
            assert value.band
        if value.value is not None and value.low is not None and value.high is not None:
            assert value.low <= value.value <= value.high


def test_a_doi_looks_like_one() -> None:
    for source in sources().values():
        assert not source.doi or re.fullmatch(r"10\.\d{4,}/\S+", source.doi), source.key


def test_what_was_only_remembered_says_so() -> None:
    remembered = {row.id for row in ALL if not row.seen}
    assert {"A13", "A17", "C05", "C19", "D26", "E02", "G04", "G05", "H07", "H11"} == remembered


def test_scan_findings_without_pain_grow_with_age_and_mark_what_was_seen() -> None:
    table = imaging_findings()
    assert len(table) == 8
    for row in table:
        shares = [row.percent_by_age[age] for age in sorted(row.percent_by_age)]
        assert shares == sorted(shares)
        assert row.seen_ages < set(row.percent_by_age)


def test_the_scan_table_says_where_nobody_of_that_age_was_measured() -> None:
    nobody = {
        (row.name, age)
        for row in imaging_findings()
        for age, n in row.people_by_age.items()
        if not n
    }
    assert nobody == {
        (name, age) for name in ("Facet degeneration", "Spondylolisthesis") for age in (20, 30)
    }
