"""The desk in a real browser: signing in with a second step, then every page, clean and usable."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from guywire.clinic.demo import opening as demo
from guywire.clinic.messages.models import Failure, Message, State
from guywire.clinic.people.models import DeletionRequest, Patient, Staff
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import upcoming
from guywire.clinic.welcome.models import Notice, WebQuestion
from tests.browser.conftest import WIDE, axe_violations, follow, look_on_both_screens
from tests.demo import open_practice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signins(db: None) -> dict[str, demo.SignIn]:
    cache.clear()
    return {one.email.split("@")[0]: one for one in open_practice()}


def sign_in(page: Page, signin: demo.SignIn) -> None:
    page.goto("/desk/")
    page.get_by_label("Email").fill(signin.email)
    page.get_by_label("Password").fill(signin.password)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    page.get_by_label("Code").fill(signin.codes[0])
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def desk_pages() -> list[str]:
    pat = Patient.objects.get(name="Pat Lindgren")
    coming = upcoming()[0]
    over = Visit.objects.filter(status="attended")[0]
    double = Patient.objects.create(name=pat.name, phone="+15035550199")
    DeletionRequest.objects.create(patient=double, by_sharing=True)
    Message.objects.create(
        message_id="<1@demo.example>",
        kind="visit",
        channel="email",
        recipient="pat@demo.example",
        patient=pat,
        state=State.NOT_SENT,
        failure=Failure.RECIPIENT,
    )
    return [
        "/desk/",
        "/desk/needs-me/",
        "/desk/diary/",
        "/desk/diary/?span=week",
        f"/desk/diary/?day={coming.starts_local:%Y-%m-%d}&move={coming.public_id}",
        "/desk/time-off/new/",
        "/desk/waiting/",
        "/desk/my/calendar/",
        f"/desk/patients/{pat.public_id}/waiting/",
        f"/desk/visits/{coming.public_id}/repeat/",
        f"/desk/visits/{over.public_id}/note/",
        f"/desk/patients/{pat.public_id}/timeline/",
        f"/desk/patients/{pat.public_id}/print/",
        f"/desk/patients/{pat.public_id}/walk-in/",
        "/desk/practice/kind/new/",
        "/desk/practice/booking/new/",
        "/desk/visits/new/",
        f"/desk/visits/{coming.public_id}/",
        f"/desk/visits/{coming.public_id}/move/",
        f"/desk/visits/{over.public_id}/",
        "/desk/queue/",
        f"/desk/questions/{WebQuestion.objects.all()[0].pk}/",
        "/desk/patients/",
        f"/desk/patients/{pat.public_id}/",
        f"/desk/patients/{pat.public_id}/program/",
        f"/desk/patients/{pat.public_id}/edit/",
        f"/desk/patients/{pat.public_id}/delete/",
        f"/desk/patients/{pat.public_id}/join/{double.public_id}/",
        "/desk/patients/new/",
        "/desk/privacy/",
        "/desk/trail/",
        "/desk/notices/",
        f"/desk/notices/{Notice.objects.get().pk}/",
        "/desk/rules/",
        "/desk/practice/",
        "/desk/practice/clinic/1/",
        "/desk/practice/therapist/new/",
        "/desk/practice/away/new/",
        "/desk/staff/",
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ]


def test_axe_finds_nothing_on_any_page_of_the_desk(
    open_phone: Callable[..., Page], signins: dict[str, demo.SignIn]
) -> None:
    page = open_phone()
    sign_in(page, signins["omar"])
    for path in desk_pages():
        page.goto(path)
        look_on_both_screens(page)


def test_axe_finds_nothing_on_the_way_in(
    open_phone: Callable[..., Page], signins: dict[str, demo.SignIn]
) -> None:
    page = open_phone()
    page.goto("/accounts/login/")
    look_on_both_screens(page)
    page.get_by_label("Email").fill(signins["dana"].email)
    page.get_by_label("Password").fill("wrong")
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.locator(".error-summary")).to_be_visible()
    look_on_both_screens(page)
    page.get_by_label("Password").fill(signins["dana"].password)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_label("Code")).to_be_visible()
    look_on_both_screens(page)


def test_a_newcomer_sees_the_square_code_and_it_loads(
    open_phone: Callable[..., Page], signins: dict[str, demo.SignIn]
) -> None:
    newcomer = Staff.objects.create_user(
        "new@demo.example", demo.PASSWORD, name="New Comer", role="therapist"
    )
    page = open_phone()
    page.goto("/desk/")
    page.get_by_label("Email").fill(newcomer.email)
    page.get_by_label("Password").fill(demo.PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    assert page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")
    assert axe_violations(page) == []


def test_a_therapist_takes_care_of_the_first_on_the_list(
    open_phone: Callable[..., Page], signins: dict[str, demo.SignIn]
) -> None:
    page = open_phone(viewport=WIDE)
    sign_in(page, signins["dana"])
    follow(page.get_by_role("link", name="Follow-up list").first)
    first = page.locator(".row--waiting .row__name").first
    expect(first).to_have_text("Ruth Abara")
    follow(first)
    page.get_by_label("What you did").fill("Sent to the emergency room, spoke to her daughter.")
    follow(page.get_by_role("button", name="I took care of it"))
    expect(page.get_by_role("heading", name="No rule brings them to you now")).to_be_visible()
    page.goto("/desk/needs-me/")
    expect(first).not_to_have_text("Ruth Abara")


def test_the_front_desk_books_a_caller_by_keyboard(
    open_phone: Callable[..., Page], signins: dict[str, demo.SignIn]
) -> None:
    page = open_phone(viewport=WIDE)
    sign_in(page, signins["fran"])
    page.goto("/desk/visits/new/")
    page.locator("main .desk-panel a.button").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("#id_name").focus()
    page.keyboard.type("Carla Caller")
    page.keyboard.press("Tab")
    page.keyboard.type("503 555 0177")
    page.get_by_role("button", name="Book it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Carla Caller")).to_be_visible()
    assert Visit.objects.filter(patient__name="Carla Caller", status="booked").exists()
