"""A choice is as wide chosen as not: nothing moves under the finger that chose it."""

import re
from pathlib import Path

import guywire

WIDER = re.compile(
    r":checked[^{]*{[^}]*(font-weight|font-size|padding|border-width|letter-spacing)"
)


def test_no_style_makes_a_chosen_answer_wider() -> None:
    sheets = list(Path(guywire.__file__).parent.rglob("static/**/*.css"))
    assert any(":checked" in sheet.read_text("utf-8") for sheet in sheets)
    assert [sheet.name for sheet in sheets if WIDER.search(sheet.read_text("utf-8"))] == []
