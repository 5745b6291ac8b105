from pathlib import Path

ROOT = Path(__file__).parents[2]
PROOF = ROOT / "docs" / "proof"
