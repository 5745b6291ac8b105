"""Whatever data or drawing the project carries, NOTICE says whose it is and on what terms."""

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
WRITTEN_BY_US = {".c", ".py", ".html", ".css", ".js", ".md", ".txt", ".sh", ".typ", ".typed"}
MADE_BY_RUNNING = {"__pycache__"}
DOI = re.compile(r"\b10\.\d{4,}/[^\s\"',;]*[\w)]")
NAMED = re.compile(r"^  (\S+)$", re.MULTILINE)


def data_files() -> list[str]:
    return sorted(
        str(file.relative_to(REPOSITORY))
        for folder in ("src", "tests", "benchmarks", "docs")
        for file in (REPOSITORY / folder).rglob("*")
        if file.is_file()
        and file.suffix not in WRITTEN_BY_US
        and not MADE_BY_RUNNING.intersection(file.parts)
    )


def sections() -> list[str]:
    whole = (REPOSITORY / "NOTICE").read_text(encoding="utf-8")
    return [section for section in re.split(r"\n\n+", whole) if NAMED.search(section)]


def section_of(file: str) -> str:
    found = [
        section
        for section in sections()
        if any(fnmatchcase(file, name) for name in NAMED.findall(section))
    ]
    assert found, f"say in NOTICE whose {file} is and on what terms"
    return found[0]


@pytest.mark.parametrize("file", data_files())
def test_a_data_file_stands_in_the_notice(file: str) -> None:
    assert section_of(file)


@pytest.mark.parametrize("file", data_files())
def test_the_notice_cites_whatever_the_file_itself_names_as_its_source(file: str) -> None:
    said = section_of(file)
    for page in re.findall(r"docs/\w+\.md", said):
        said += (REPOSITORY / page).read_text(encoding="utf-8")
    text = (REPOSITORY / file).read_bytes().decode("utf-8", errors="ignore")
    assert [doi for doi in DOI.findall(text) if doi not in said and doi[:-1] not in said] == []


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.splitlines()[0])
def test_every_section_gives_its_terms(section: str) -> None:
    assert re.search(r"^Terms: \S", section, re.MULTILINE)


def test_the_notice_names_no_file_twice_and_none_that_is_gone() -> None:
    named = Counter(file for section in sections() for file in NAMED.findall(section))
    assert set(named.values()) == {1}
    assert [name for name in named if not any(REPOSITORY.glob(name))] == []
