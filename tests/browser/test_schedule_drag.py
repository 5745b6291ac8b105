"""A full day of 12 therapists: dragged on a wide screen with undo, and a list on a phone."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.visits.models import Availability, Location, Therapist, Visit, VisitKind
from guywire.clinic.visits.services import book
from tests.browser.conftest import PHONE, WIDE
from tests.cast import make_staff, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THERAPISTS = 12
HOURS = (9, 11, 13)


@pytest.fixture
def full_day(clinic: object) -> datetime:
    """Tomorrow, and of each therapist the visits of three hours, half an hour long."""
    place = Location.objects.create(
        name="Riverside", address="1 Water Avenue", zone="America/Los_Angeles", phone="+15035550142"
    )
    zone = Visit(zone=place.zone, starts_at=timezone.now()).starts_local.tzinfo
    tomorrow = timezone.localdate(timezone=zone) + timedelta(days=1)
    for number in range(THERAPISTS):
        staff = Staff.objects.create_user(
            f"t{number}@example.org", None, name=f"Therapist {number:02}", role=Role.THERAPIST
        )
        therapist = Therapist.objects.create(staff=staff, credentials="PT", words="Hello.")
        Availability.objects.create(
            therapist=therapist,
            location=place,
            weekday=tomorrow.weekday(),
            start=time(8),
            end=time(17),
        )
        for hour in HOURS:
            person = Patient.objects.create(name=f"P{number:02} {hour}", phone="+15035550100")
            starts_at = datetime.combine(tomorrow, time(hour), zone)
            book(person, starts_at, place=place, therapist=therapist, override="a full day")
    return datetime.combine(tomorrow, time(9), zone)


def arrows_lead_over_the_schedule(page: Page) -> None:
    def focused() -> str:
        return str(page.evaluate("document.activeElement.textContent")).strip()

    page.locator(".slot__open", has_text="P00 9").focus()
    for key, there in (
        ("ArrowRight", "P01 9"),
        ("ArrowDown", "Book 9:30 am, Therapist 01"),
        ("ArrowLeft", "Book 9:30 am, Therapist 00"),
        ("ArrowUp", "P00 9"),
    ):
        page.keyboard.press(key)
        assert there in focused(), key


def what_does_not_fit_takes_no_visit(page: Page, visit: Visit) -> None:
    """Hours kept for another kind are dimmed while dragging, and say so; so is too short a time."""
    url = page.url
    # A test before this one may have emptied the tables, with the kinds of the first migration.
    discovery, follow_up = (
        VisitKind.objects.get_or_create(name=name)[0] for name in ("Discovery Visit", "Follow-up")
    )
    therapists = Therapist.objects.filter(staff__name__in=("Therapist 10", "Therapist 11"))
    kept, short = therapists.order_by("staff__name")
    Availability.objects.filter(therapist=kept).update(kept_for=discovery)
    Visit.objects.filter(pk=visit.pk).update(kind=follow_up, minutes=45)
    page.reload()
    page.locator(f"#v{visit.pk} strong").first.hover()
    page.mouse.down()
    for who, at, words in (
        (kept, 0, "Kept for another kind"),
        (short, 1, "Shorter than 45 minutes"),
    ):
        slot = page.locator(f'[data-to*=".{who.pk}."]').nth(at)
        slot.hover()
        expect(slot).to_have_class(re.compile("slot--unfit"))
        expect(slot).not_to_have_class(re.compile("slot--target"))
        expect(page.locator(".drag-ghost")).to_contain_text(words)
    page.mouse.up()
    expect(page.locator(".drag-ghost")).to_have_count(0)
    assert page.url == url
    visit.refresh_from_db()
    assert visit.starts_local.hour == 9
    Availability.objects.update(kept_for=None)
    page.reload()


def test_a_visit_is_dragged_to_another_therapist_and_back(
    open_phone: Callable[..., Page], full_day: datetime
) -> None:
    desk = make_staff("desk@example.org", "Fritz Desmond", Role.FRONT_DESK)
    page = open_phone(signed_in(desk), viewport=WIDE)
    page.goto(f"/desk/diary/?day={full_day:%Y-%m-%d}")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    expect(page.locator(".schedule thead th")).to_have_count(THERAPISTS + 1)
    arrows_lead_over_the_schedule(page)
    # As a refresh of the open page does: what listens must not be on what is replaced.
    page.evaluate("""() => {
      const live = document.querySelector("#live-schedule");
      live.replaceChildren(...live.cloneNode(true).childNodes);
    }""")
    visit = Visit.objects.get(patient__name="P00 9")
    what_does_not_fit_takes_no_visit(page, visit)
    other = Therapist.objects.get(staff__name="Therapist 11")
    page.locator(f"#v{visit.pk} strong").first.hover()
    page.mouse.down()
    target = page.locator(f'[data-to$=".{other.pk}.{visit.location_id}"]').first
    target.hover()
    expect(target).to_have_class("slot slot--free tone-0 slot--target")
    with page.expect_navigation():
        page.mouse.up()
    expect(page.get_by_text("The visit of P00 9 is moved.")).to_be_visible()
    visit.refresh_from_db()
    assert visit.therapist == other
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    visit.refresh_from_db()
    assert (visit.therapist.name, visit.starts_at) == ("Therapist 00", full_day)
    page.set_viewport_size(PHONE)
    page.goto(f"/desk/diary/?day={full_day:%Y-%m-%d}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for name in ("P00 9", "P11 13"):
        expect(page.get_by_text(name).first).to_be_visible()
