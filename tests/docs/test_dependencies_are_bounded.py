"""Every dependency ends at the next major version, which nobody has tried yet."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_dependency_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    named = [requirement for group in groups for requirement in group]
    assert [name for name in named if "<" not in name and "~=" not in name] == []
