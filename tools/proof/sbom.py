"""A CycloneDX bill of materials: the packages of the lock file, with their licenses."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from proof.places import ROOT

UV = Path(sys.executable).parent / "uv"
CHANGING = ("serialNumber", "metadata")
"""What differs at each export, so that the file changes only when a package does."""


def document() -> str:
    exported = subprocess.run(  # noqa: S603
        [
            UV,
            "export",
            "--quiet",
            "--frozen",
            "--no-dev",
            "--all-extras",
            "--format",
            "cyclonedx1.5",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    bom = {name: value for name, value in json.loads(exported).items() if name not in CHANGING}
    for component in bom["components"]:
        component.pop("externalReferences", None)  # The lock file has every file and its hash.
        if license_name := _license(component["name"]):
            component["licenses"] = [{"license": {"name": license_name}}]
    return json.dumps(bom, indent=1, sort_keys=True) + "\n"


def _license(package: str) -> str:
    """Return the license as the package states it; empty for one that is not installed here."""
    try:
        fields: Any = metadata(package)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in fields.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    stated = fields.get("License-Expression") or "; ".join(classifiers) or fields.get("License", "")
    return str(stated).splitlines()[0][:120] if stated else ""
