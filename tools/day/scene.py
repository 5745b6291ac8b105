"""Fill the home that GUYWIRE_HOME names with a busy day, and print how to sign in, as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from guywire.cli.serve import prepare

TREATED = 12
SICK = 14
QUARTER_VISIT_MINUTES = 30


def main() -> None:
    prepare(8000)
    from guywire.clinic.demo.opening import open_practice

    signins = open_practice()
    _fill()
    print(
        json.dumps(
            {one.email.split("@")[0]: [one.email, one.password, one.codes[0]] for one in signins}
        )
    )


def _fill() -> None:
    from uuid import uuid4

    from guywire.clinic.conversations.services import write_as_person
    from guywire.clinic.people.models import Patient
    from guywire.clinic.visits.models import Therapist
    from guywire.clinic.welcome.services import ask

    zone = ZoneInfo("America/Los_Angeles")
    today = datetime.now(zone).date()
    people = list(Patient.objects.order_by("pk"))
    dana, mateo = (
        Therapist.objects.get(staff__name__startswith=name) for name in ("Dana", "Mateo")
    )
    _visits(dana, people[:TREATED], today, zone)
    _visits(mateo, people[TREATED : TREATED + SICK], _next_working_day(today), zone)
    Patient.objects.create(name="Nora Quill", phone="+15035550171")
    Patient.objects.create(name="Nora Quill", phone="+15035550171", email="nora@demo.example")
    Patient.objects.create(name="Willa Brandt", email="willa@demo.example", phone="+15035550172")
    ask(
        "insurance",
        uuid4(),
        name="Ines Roth",
        email="ines@demo.example",
        insurer="Cascade Mutual",
        text="Do you take Cascade Mutual?",
    )
    write_as_person(people[0], "May I walk the dog after the stretch?", uuid4())


def _visits(therapist, people, on: date, zone: ZoneInfo) -> None:  # type: ignore[no-untyped-def]
    """Visits of half an hour from 8 o'clock, in place of the therapist's own of that day."""
    from guywire.clinic.visits.models import Location, Visit, VisitCell, VisitKind
    from guywire.clinic.visits.wall_clock import quarters

    first = datetime.combine(on, time(8), zone)
    Visit.objects.filter(
        therapist=therapist, starts_at__range=(first, first + timedelta(hours=12))
    ).delete()
    place, kind = Location.objects.get(name="Riverside"), VisitKind.objects.get(name="Follow-up")
    for number, person in enumerate(people):
        visit = Visit.objects.create(
            patient=person,
            therapist=therapist,
            location=place,
            zone=place.zone,
            kind=kind,
            starts_at=first + timedelta(minutes=QUARTER_VISIT_MINUTES * number),
            minutes=QUARTER_VISIT_MINUTES,
            gap_minutes=0,
        )
        VisitCell.objects.bulk_create(
            VisitCell(visit=visit, therapist=therapist, quarter=quarter)
            for quarter in quarters(visit.starts_at, visit.held_minutes)
        )


def _next_working_day(today: date) -> date:
    on = today + timedelta(days=1)
    while on.weekday() > 4:
        on += timedelta(days=1)
    return on


main()
