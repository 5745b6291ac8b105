"""The people, places and days of the demo practice, made through the services the site uses."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from guywire.clinic.demo.diary import open_diary
from guywire.clinic.demo.opening import PASSWORD, STAFF
from guywire.clinic.demo.people import PEOPLE, Days, move_in
from guywire.clinic.demo.visits import fill_the_diary
from guywire.clinic.demo.week import add_hours, fill_the_week
from guywire.clinic.desk import notes
from guywire.clinic.desk.models import NoteTemplate
from guywire.clinic.insurance.models import Payer, StandardAnswer
from guywire.clinic.people.models import Role, Staff
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import locations
from guywire.clinic.welcome.models import Clinic, Kind, WebQuestion
from guywire.clinic.welcome.services import ask, close_question, write_notice

# They are there to be seen and booked; they have no password, so they cannot sign in.
COLLEAGUES = (
    ("mateo@demo.example", "Mateo Reyes", Role.THERAPIST),
    ("linh@demo.example", "Linh Tran", Role.THERAPIST),
)
NOTICE = (
    "**We are open, and spaces are limited this week.** If no time suits you, "
    "[call us](tel:+15035550142): we know first when someone cancels."
)
NOTE_TEMPLATE = {
    "subjective": "Since the last visit: \nSleep: \nSitting: ",
    "objective": "Hip extension, left / right: \nKnee bend, left / right: ",
    "assessment": "",
    "plan": "Program: \nNext visit: ",
}
NOTE = {
    "subjective": "Sits 8 hours a day. Sore in the morning, eases with walking.",
    "objective": "Left hip extension clearly less than right. Knee bend equal.",
    "assessment": "Left deep hip muscle tight. Tolerates the hold on the back well.",
    "plan": "Same program, 3 minutes a side, 4 days a week. See again in two weeks.",
}
QUESTIONS = (
    (
        Kind.CALL_BACK,
        {"name": "Greta Olsen", "phone": "+15035550126", "call_time": "afternoon"},
        {"text": "My back went out again and I would rather talk than type."},
    ),
    (
        Kind.INSURANCE,
        {"name": "Harold Vance", "email": "harold@demo.example", "insurer": "Cascade Mutual"},
        {"text": "Does my plan pay for visits after the free one?"},
    ),
    (
        Kind.HELP,
        {"name": "June Park", "phone": "+15035550194", "body_part": "hip"},
        {"text": "Can I do the stretch on a sofa when I travel?"},
    ),
)


@transaction.atomic
def build_practice(now: datetime) -> None:
    clinic = Clinic.objects.create(
        pk=1,
        name="Mast Physical Therapy",
        promise="A sore back usually gets better. Let us find out what helps yours.",
        phone="+15035550142",
        email="hello@demo.example",
        hours="Monday to Friday, 8 am to 6 pm",
    )
    hashed = make_password(PASSWORD)
    staff = [hire(*one, hashed) for one in STAFF]
    colleagues = [Staff.objects.create_user(e, None, name=n, role=r) for e, n, r in COLLEAGUES]
    therapists = open_diary([staff[0], *colleagues])
    local_now = now.astimezone(ZoneInfo(clinic.timezone))
    with timezone.override(clinic.timezone):
        patients = [move_in(person, Days(local_now)) for person in PEOPLE]
    fill_the_diary(therapists, patients, local_now)
    places = list(locations())
    add_hours(therapists, places)
    fill_the_week(therapists, places, local_now)
    write_notes(staff[0])
    put_up_notice(staff[1], local_now)
    list_insurance()
    ask_questions(staff[1], now)


def hire(email: str, name: str, role: str, hashed: str) -> Staff:
    """Hashed once for all: a careful hash is slow, and the demo's password is no secret."""
    staff = Staff(email=email, name=name, role=role, password=hashed)
    staff.save()
    TOTP.activate(staff, generate_totp_secret())
    return staff


def write_notes(therapist: Staff) -> None:
    """A template of the practice, and the note of the last visit that is over for some days."""
    NoteTemplate.objects.create(name="Follow-up", **NOTE_TEMPLATE)
    seen = Visit.objects.filter(therapist__staff=therapist, patient__name="June Park")
    notes.save_draft(seen.order_by("starts_at")[0], therapist, NOTE, sign=True)


def put_up_notice(writer: Staff, now: datetime) -> None:
    today = now.date()
    write_notice(writer, text=NOTICE, from_day=today, until_day=today + timedelta(days=14))


def list_insurance() -> None:
    """The insurance companies that the practice knows, and its answer to the usual question."""
    Payer.objects.create(name="Cascade Mutual", phone="800 555 0100")
    Payer.objects.create(name="Harbor Health Plan", is_accepted=False)
    StandardAnswer.objects.create(
        title="After the free visit", text="We bill your plan, and tell you your share before."
    )


def ask_questions(closer: Staff, now: datetime) -> None:
    for hours_ago, (kind, who, words) in zip((2, 20, 50), QUESTIONS, strict=True):
        question = ask(kind, uuid5(NAMESPACE_DNS, who["name"]), **who, **words)
        asked_at = now - timedelta(hours=hours_ago)
        WebQuestion.objects.filter(pk=question.pk).update(asked_at=asked_at)
    close_question(question, closer, "Called: yes, on a firm bench, not on a soft sofa.")
