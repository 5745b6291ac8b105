"""An absence and a booking for the same time never pass each other unseen."""

import uuid
from datetime import timedelta
from threading import Event, Thread
from types import ModuleType
from unittest.mock import patch

import pytest
from django.db import connection, connections

from guywire.clinic.desk.visits_to_move import visits_in
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Absence, Visit
from guywire.clinic.visits.services import booking, taking
from tests.cast import signed_in
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10
from tests.clinic.visits.racing import in_a_thread, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
MAX_WAIT_SECONDS = 30.0
AWAY = {"starts_at": "2026-03-03T08:00", "ends_at": "2026-03-03T18:00"}


class Side(Thread):
    """One of the two that race, with its own connection."""

    def __init__(self, act) -> None:
        super().__init__()
        self.act, self.outcome = act, ""
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self.act()
        except services.BookingError as error:
            self.outcome = type(error).__name__
        finally:
            connections["default"].close()


@pytest.fixture
def enter_absence(owner, ana):
    def enter() -> str:
        away = {"therapist": ana.pk} | AWAY
        page = signed_in(owner).post("/desk/practice/away/new/", away, follow=True)
        text = page.content.decode()
        return "visit named" if "1 booked visit cannot take place" in text else "quiet"

    return enter


@pytest.fixture
def book(ana, riverside):
    def book() -> str:
        visitor = services.Visitor(name="Pat", phone="+15035550100")
        services.book_as_visitor(
            visitor, TUESDAY_9, place=riverside, therapist=ana, reason="", key=uuid.uuid4()
        )
        return "booked"

    return book


def paused(module: ModuleType, name: str, reached: Event, go_on: Event):
    """Let the booking stop for a while just before this step of it."""
    step = getattr(module, name)

    def pause(*args, **kwargs):
        reached.set()
        go_on.wait(MAX_WAIT_SECONDS)
        return step(*args, **kwargs)

    return patch.object(module, name, pause)


@pytest.mark.parametrize(
    ("module", "step"), [(booking, "take"), (taking, "hold_cells"), (booking, "notify")]
)
def test_either_the_booking_is_refused_or_the_owner_is_told_of_it(
    monday, tmp_path, enter_absence, book, module, step
) -> None:
    reached, go_on = Event(), Event()
    with shared_database(tmp_path), paused(module, step, reached, go_on):
        booking = Side(book)
        assert reached.wait(10)
        absence = Side(enter_absence)
        # Once the booking has locked, the absence waits for it, and this only gives it time to.
        locked = step != "take" or connection.vendor == "sqlite"
        absence.join(0.5 if locked else MAX_WAIT_SECONDS)
        go_on.set()
        booking.join()
        absence.join()
        counts = in_a_thread(lambda: (Visit.objects.count(), Absence.objects.count()))
    assert (booking.outcome, absence.outcome) in {
        ("booked", "visit named"),
        ("TimeTakenError", "quiet"),
    }
    assert counts == (int(booking.outcome == "booked"), 1)


def test_absence_names_a_visit_that_began_before_it(monday, ana, riverside, patient) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana, minutes=60)
    away = Absence(therapist=ana, starts_at=TUESDAY_9 + timedelta(minutes=30), ends_at=TUESDAY_10)
    assert [stranded.visit for stranded in visits_in(away)] == [visit]
