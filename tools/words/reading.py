"""How easy the sentences of the catalog read: `make reading` writes docs/reading.md.

The grade is Flesch and Kincaid's (Kincaid 1975): the school year in which most can read a text.
Syllables are counted by the dictionary of hyphenation that also breaks our PDFs' lines (Pyphen).
It knows no break after a first or before a last letter, so vowels that stand there are added.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyphen import Pyphen

from words.catalog import SOURCE, Sentence, sentences

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
EXCEPTIONS = Path(__file__).parent / "reading_exceptions.psv"
MEDIAN_AT_MOST, GRADE_AT_MOST = 6.0, 9.0
MIN_WORDS = 5
"""A label of fewer words has no grade: one long word would make it a doctor's thesis."""
NOT_FOR_PATIENTS = ("clinic/desk/", "clinic/demo/", "clinic/backups/", "site/templates/account/")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>|&\w+;|%%|\[[A-Z]\d\d\]")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+")
HYPHENS = Pyphen(lang="en_US")


class Graded(NamedTuple):
    sentence: Sentence
    text: str
    grade: float


def syllables(word: str) -> int:
    """At least the groups of vowels that are heard, and the breaks that the dictionary knows."""
    lowered = word.lower()
    groups = len(re.findall(r"[aeiouy]+", lowered))
    if lowered.endswith("e") and not lowered.endswith(("le", "ee", "ie")) and groups > 1:
        groups -= 1
    if lowered.endswith("ed") and not lowered.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(1, groups, len(HYPHENS.positions(lowered)) + 1)


def grade(text: str) -> float:
    """Return the grade by Flesch and Kincaid."""
    spoken = PLACEHOLDER.sub(" x ", text)
    ends = max(1, len(re.findall(r"[.!?:](?:\s|$)", spoken)))
    words = WORD.findall(spoken)
    return 0.39 * len(words) / ends + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def graded() -> Iterator[Graded]:
    """Every patient's sentence of the catalog once, hardest first."""
    found: dict[str, Graded] = {}
    for sentence in sentences():
        place = str(sentence.path.relative_to(SOURCE))
        text = sentence.plural or sentence.text
        words = WORD.findall(PLACEHOLDER.sub(" ", text))
        if len(words) >= MIN_WORDS and not place.startswith(NOT_FOR_PATIENTS):
            found.setdefault(text, Graded(sentence, text, grade(text)))
    yield from sorted(found.values(), key=lambda one: -one.grade)


def exceptions() -> dict[str, str]:
    """The sentences that may be harder, by their beginning, and why."""
    rows = (line.split("|") for line in EXCEPTIONS.read_text().splitlines()[1:])
    return {beginning.strip(): reason.strip() for beginning, reason in rows}


def unexcused(all_graded: list[Graded]) -> list[Graded]:
    """Sentences above the grade that no exception names."""
    allowed = tuple(exceptions())
    hard = (one for one in all_graded if one.grade > GRADE_AT_MOST)
    return [one for one in hard if not one.text.startswith(allowed)]


def main() -> None:
    rows = list(graded())
    median = statistics.median(one.grade for one in rows)
    PAGE.write_text(_page(rows, median))
    print(f"{len(rows)} sentences, median grade {median:.1f}")
    for one in unexcused(rows):
        print(f"{one.grade:.1f} {one.sentence.path.relative_to(SOURCE)}: {one.text}")


def _page(rows: list[Graded], median: float) -> str:
    hard = [one for one in rows if one.grade > GRADE_AT_MOST]
    reasons = exceptions()
    lines = [
        f"| {one.grade:.1f} | {one.text} | {_reason(one, reasons)} |".replace("\n", " ")
        for one in hard
    ]
    return f"""# How easy our sentences read

`make reading` grades every sentence of {MIN_WORDS} words or more that a patient meets, by Flesch
and Kincaid (the school year in which most can read it). Their median should be at most
{MEDIAN_AT_MOST:.0f}, and none above {GRADE_AT_MOST:.0f} without a reason.

- Sentences: {len(rows):,}
- Median grade: {median:.1f}
- Above grade {GRADE_AT_MOST:.0f}: {len(hard)}
- Above it without a reason: {len(unexcused(rows))}

| Grade | Sentence | Reason |
|---|---|---|
{chr(10).join(lines)}
"""


def _reason(one: Graded, reasons: dict[str, str]) -> str:
    return next((why for start, why in reasons.items() if one.text.startswith(start)), "none yet")


if __name__ == "__main__":
    main()
