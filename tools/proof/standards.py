"""Two standards, requirement by requirement: met with the place that shows it, or why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from proof.places import PROOF, ROOT

WORDS = {"met": "Met", "na": "Does not apply", "open": "Open"}


@dataclass(frozen=True)
class Requirement:
    id: str
    level: str
    verdict: str
    note: str
    evidence: str

    @property
    def place(self) -> Path:
        return ROOT / self.evidence

    @property
    def line(self) -> str:
        up = "../" * len(PROOF.relative_to(ROOT).parts)
        link = f"[{self.place.name}]({up}{self.evidence})" if self.evidence else ""
        return f"| {self.id} | {self.level} | {WORDS[self.verdict]} | {self.note} | {link} |"


def requirements(name: str) -> list[Requirement]:
    """Read a table: one requirement a line, fields between bars."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(*line.split("|")) for line in lines]


def asvs_page() -> str:
    return _page(
        "OWASP ASVS 5.0, levels 1 and 2",
        "The numbers are those of the "
        "[OWASP Application Security Verification Standard 5.0](https://owasp.org/www-project-application-security-verification-standard/); "  # noqa: E501
        "read its text beside this table. The notes are ours. Nobody outside has verified them.",
        requirements("asvs.psv"),
    )


def wcag_page() -> str:
    return _page(
        "WCAG 2.2, levels A and AA",
        "The numbers are the success criteria of "
        "[WCAG 2.2](https://www.w3.org/TR/WCAG22/). Tested with axe, by keyboard and in "
        "Chromium. No screen reader on a phone and no person with a disability has tried it yet.",
        requirements("wcag.psv"),
    )


def _page(title: str, opening: str, rows: list[Requirement]) -> str:
    counts = Counter(row.verdict for row in rows)
    summary = ", ".join(f"{counts[verdict]} {WORDS[verdict].lower()}" for verdict in WORDS)
    head = "| requirement | level | verdict | note | shown by |\n|---|---|---|---|---|"
    lines = "\n".join(row.line for row in rows)
    return (
        f"# {title}\n\n{opening}\n\n{len(rows)} requirements: {summary}.\n\n{head}\n{lines}\n\n"
        "Made by `make proof` from `tools/proof`.\n"
    )
