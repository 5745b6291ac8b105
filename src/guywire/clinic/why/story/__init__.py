"""The story around the moving figure: the person's week, scans, what time does, what is not known.

`context(check)` is all that the templates under checks/story need; include why/story/all.html.
"""

from typing import Any

from guywire.clinic.checks.record import Check
from guywire.clinic.why.story.course import course
from guywire.clinic.why.story.scans import scans
from guywire.clinic.why.story.week import week


def context(check: Check | None) -> dict[str, Any]:
    sitting_hours = check.sitting_hours if check else None
    steps = check.steps if check else None
    return {"week": week(sitting_hours, steps), "scans": scans(), "course": course()}
