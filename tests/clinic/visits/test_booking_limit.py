"""A machine that books everything is stopped, with a way out for a person behind its address."""

import uuid
from datetime import date, timedelta

from guywire.clinic.visits import services
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Visit, Weekday
from tests.clinic.visits.conftest import MONDAY, TUESDAY_9, TUESDAY_930, at_work


def test_after_thirty_bookings_in_an_hour_one_address_is_asked_to_call(
    monday, outsider, ana, riverside
) -> None:
    hours = at_work(ana, riverside, Weekday.WEDNESDAY, "00:00", "23:00")
    hours.valid_until = date(2026, 3, 4)
    hours.save()
    first = MONDAY + timedelta(days=1, hours=16)
    pages = []
    for number in range(31):
        start = (first + timedelta(minutes=30 * number)).strftime("%Y%m%dT%H%MZ")
        sent = {"start": start, "name": f"N {number}", "phone": "5035550177"}
        address = f"/visits/details/?at={riverside.pk}&with=any&start={start}"
        pages.append(outsider.post(address, sent | {"key": str(uuid.uuid4())}))
    assert Visit.objects.count() == 30
    assert [page.status_code for page in pages] == [302] * 30 + [200]
    last = pages[-1].content.decode()
    assert "Please call us and we will book it with you." in last
    assert "N 30" in last, "what was typed is still there"


def test_moving_one_visit_to_and_fro_without_end_is_stopped_too(
    monday, outsider, ana, riverside, another_patient
) -> None:
    visit = services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)
    address = f"/visits/{token_of(visit)}/move/"
    for number in range(32):
        start = stamp(TUESDAY_930 if number % 2 == 0 else TUESDAY_9)
        response = outsider.post(address, {"start": start}, follow=True)
    visit.refresh_from_db()
    assert visit.sequence == 30
    assert "Please call us." in response.content.decode()
