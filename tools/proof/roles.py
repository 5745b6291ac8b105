"""Who may open what at the desk, from the table that the tests try role by role."""

from __future__ import annotations

from tests.clinic.desk.test_who_may_open_what import PAGES

from guywire.clinic.people.models import Role


def page() -> str:
    head = "| request | " + " | ".join(role.label.lower() for role in Role) + " |"
    lines = [
        f"| {method.upper()} `{address}` | "
        + " | ".join("yes" if role in allowed else "**no**" for role in Role)
        + " |"
        for method, address, allowed in PAGES
    ]
    return (
        "# Roles\n\nEach line is tried by each role in "
        "[test_who_may_open_what.py](../../tests/clinic/desk/test_who_may_open_what.py); "
        "without a sign-in none of these opens.\n\n"
        f"{head}\n|---|{'---|' * len(Role)}\n" + "\n".join(lines) + "\n"
    )
