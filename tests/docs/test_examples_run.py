"""Every example of the docs opens with its equation and holds as numbers."""

import ast
import runpy
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_holds_as_numbers(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(example))
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_opens_with_its_equation_and_asserts(example: Path) -> None:
    tree = ast.parse(example.read_text(encoding="utf-8"))
    assert "=" in (ast.get_docstring(tree) or "")
    assert any(isinstance(node, ast.Assert) for node in tree.body)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4
