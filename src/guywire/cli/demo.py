"""guywire demo: a practice to try things on, small or as large as five years make it."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from guywire.cli import app


@app.command()
def demo(
    large: Annotated[
        bool,
        typer.Option("--large", help="50,000 people, 1,000,000 sessions, 200,000 visits."),
    ] = False,
    people: Annotated[
        int, typer.Option(min=100, help="With --large: how many people; the rest in proportion.")
    ] = 50_000,
) -> None:
    """Fill an empty database with a demo practice, and print sign-ins."""
    from guywire.cli.serve import open_demo, prepare

    prepare(8000)
    if large:
        grow(people)
    open_demo()


def grow(people: int) -> None:
    from django.utils import timezone
    from rich.progress import Progress

    from guywire.cli.output import refuse
    from guywire.clinic.demo import large, opening
    from guywire.clinic.desk import follow_up
    from guywire.clinic.people.models import Patient
    from guywire.clinic.welcome.queries import current_clinic

    if Patient.objects.exists():
        refuse("There are people in this database already. A large demo needs an empty one.")
    opening.open_practice()
    size = large.Size(people, 20 * people, 4 * people)
    with Progress() as bars:
        tasks = {
            what: bars.add_task(what, total=total) for what, total in size.expected_rows.items()
        }
        zone = ZoneInfo(current_clinic().timezone)
        large.build(
            timezone.now(), zone, size, lambda what, count: bars.advance(tasks[what], count)
        )
        for count in follow_up.refresh_due():
            bars.advance(tasks["follow-up list"], count)
