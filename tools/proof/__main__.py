"""make proof: write docs/proof/ from the tables beside this file, the lock file and the tests."""

from __future__ import annotations

import os
import sys

import django

from proof import sbom, standards
from proof.places import PROOF


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guywire.site.settings_test"
    django.setup()
    from proof import roles

    PROOF.mkdir(exist_ok=True)
    (PROOF / "asvs.md").write_text(standards.asvs_page(), encoding="utf-8")
    (PROOF / "wcag.md").write_text(standards.wcag_page(), encoding="utf-8")
    (PROOF / "roles.md").write_text(roles.page(), encoding="utf-8")
    (PROOF / "sbom.cdx.json").write_text(sbom.document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
