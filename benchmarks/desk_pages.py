"""Each page that `make bench-desk` asks for, by its name in the URL conf, and those it leaves out.

A test holds that no page of the URL conf is missing from both.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

LEFT_OUT = {
    "healthz": "It is measured under load by benchmarks/health.py.",
    "manifest": "It is a file.",
    "worker": "It is a file.",
    "forget": "It is a question before an act on the device alone.",
    "hand_over": "It stores a parcel: benchmarks would fill the table.",
    "take_over": "It is a form without data.",
    "look_colors": "It is a style sheet made from its address.",
    "look_picture": "It reads one row by its key.",
    "look_icon": "It reads one row by its key.",
    "take_in_file": "It is a form without data.",
    "email_reminder": "It reads one row by its key.",
    "session_offline": "It is the session's page again, for a phone without a network.",
    "stretch": "It is a door that leads on to a question or the session.",
    "session_after": "It is the answer to a form, and opens by none.",
    "desk_version": "It reads one row; open pages ask for it every few seconds.",
    "desk_calendar": "It is one link of the reader's own.",
    "locked": "It shows when the desk is locked, and reads one row.",
    "lock_state": "It reads the reader's own session.",
    "check_therapist_first": "It shows after another answer, and reads nothing.",
    "check_stop": "It shows after another answer, and reads nothing.",
}
"""Pages that read nothing that grows, and why."""
LEFT_OUT_STARTS = {
    "account_": "allauth's own page: it reads the reader's one row.",
    "mfa_": "allauth's own page: it reads the reader's own keys.",
}
SEARCHES = {"a name": "maria", "a number": "5035551000", "no one": "qqqq zzzz"}


@dataclass(frozen=True)
class Asked:
    """One page, as one reader asks for it."""

    name: str
    """In the URL conf."""
    address: str
    note: str = ""
    """What is special, where a page is asked for more than once."""
    words: str = ""
    """Of a search, which is a form that is sent."""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name


def reason_left_out(name: str) -> str:
    """Why a page is not measured; empty when it has to be."""
    starts = (why for start, why in LEFT_OUT_STARTS.items() if name.startswith(start))
    return LEFT_OUT.get(name) or next(starts, "")


def complete(reader: Any) -> None:
    """Give a practice one of each thing that a page is about, and each list a page of rows."""
    from django.utils import timezone

    from benchmarks import desk_lists
    from guywire.clinic.checks.models import SharedCheck
    from guywire.clinic.conversations.models import Thread, ThreadMessage
    from guywire.clinic.desk import queue
    from guywire.clinic.desk.models import Attempt, AttemptOutcome, QueueItem
    from guywire.clinic.insurance.models import Coverage, Payer
    from guywire.clinic.insurance.services import log_benefits, save_coverage
    from guywire.clinic.people.models import Patient
    from guywire.clinic.programs.models import Program
    from guywire.clinic.visits.models import (
        Absence,
        Location,
        Offer,
        Therapist,
        Visit,
        WaitingEntry,
    )
    from guywire.clinic.welcome.models import WebQuestion

    patient, therapist = Patient.objects.order_by("pk")[0], Therapist.objects.order_by("pk")[0]
    now = timezone.now()
    longest, often = person_with_most("sessions"), person_with_most("visits")
    desk_lists.fill(reader, often)
    payer, _ = Payer.objects.get_or_create(name="Cascade Mutual")
    for person in (patient, often):
        if not person.coverages.exists():
            save_coverage(person, reader, payer, "W12345678")
    covered = Coverage.objects.filter(patient=often)[0]
    if not covered.checks.exists():
        log_benefits(covered, reader, "Visits a year?", "Thirty.")
    for person in (often, longest):
        if not person.web_questions.exists():
            WebQuestion.objects.create(
                sent_key=uuid.uuid4(),
                kind="help",
                name=person.name,
                email="a@example.org",
                text="Where do I park?",
                patient=person,
            )
    if not longest.programs.exists():
        program = Program.objects.exclude(stretches=[])[0]
        program.pk, program.patient = None, longest
        program.save()
    if not longest.email:
        Patient.objects.filter(pk=longest.pk).update(email="longest@demo.example")
    starts_at = now + timedelta(days=3)
    away = {"starts_at": starts_at, "ends_at": starts_at + timedelta(days=1)}
    Absence.objects.get_or_create(therapist=therapist, defaults=away)
    if _online_now(for_minutes=5) is None:
        Visit.objects.create(
            patient=patient, therapist=therapist, zone="UTC", starts_at=now + timedelta(minutes=10)
        )
    Therapist.objects.filter(pk=therapist.pk, feed_key=None).update(feed_key=uuid.uuid4())
    SharedCheck.objects.get_or_create(
        patient=patient,
        measured_by=reader,
        defaults={"check_id": uuid.uuid4(), "started_at": now, "screened_at": now},
    )
    if not QueueItem.objects.filter(closed_at=None).exclude(offer=None).exists():
        entry, _ = WaitingEntry.objects.get_or_create(
            patient=patient, closed_at=None, defaults={"until": starts_at.date()}
        )
        place = Location.objects.order_by("pk")[0]
        times = {"starts_at": starts_at, "expires_at": starts_at}
        offer = Offer.objects.create(entry=entry, therapist=therapist, location=place, **times)
        queue.refresh(queue.OFFER, offer.pk)
    offers = QueueItem.objects.filter(closed_at=None).exclude(offer=None)
    offers.update(staff=reader)
    for item in offers.filter(attempts=None):
        Attempt.objects.create(item=item, staff=reader, outcome=AttemptOutcome.NO_ANSWER)
    if not ThreadMessage.objects.exists():
        Thread.objects.get_or_create(patient=patient)
        ThreadMessage.objects.create(
            patient=patient, sent_key=uuid.uuid4(), writer="person", text="Hello."
        )
    asked = WebQuestion.objects.order_by("pk")[0]
    WebQuestion.objects.filter(pk=asked.pk).update(answer="Yes.", answered_at=now)


def person_with_most(of: str) -> Any:
    from django.db.models import Count

    from guywire.clinic.people.models import Patient

    return Patient.objects.annotate(n=Count(of)).order_by("-n", "pk")[0]


def first_of_fullest_day(visits: Any) -> Any:
    """The schedule is measured on the day with the most visits."""
    from django.db.models import Count
    from django.db.models.functions import TruncDate

    days = visits.order_by().annotate(day=TruncDate("starts_at")).values("day")
    fullest = days.annotate(n=Count("pk")).order_by("-n", "day")[0]["day"]
    return visits.filter(starts_at__date=fullest).order_by("starts_at", "pk")[0]


def _online_now(for_minutes: int = 0) -> Any:
    """An online visit whose room is open, and which starts no sooner than in so many minutes."""
    from django.utils import timezone

    from guywire.clinic.visits.models import Visit

    now = timezone.now()
    soonest = now + timedelta(minutes=for_minutes)
    near = Visit.objects.filter(starts_at__gt=soonest, starts_at__lt=now + timedelta(minutes=14))
    return near.filter(location=None).first()


def desk_pages() -> list[Asked]:
    """Every page of the desk, for the person with the longest history of its kind."""
    from django.db.models import Count
    from django.urls import reverse

    from guywire.clinic.checks.models import SharedCheck
    from guywire.clinic.conversations.models import ThreadMessage
    from guywire.clinic.desk.models import FollowUpEntry, QueueItem
    from guywire.clinic.insurance.models import Coverage
    from guywire.clinic.people.models import Patient
    from guywire.clinic.visits.models import Absence, Location, Therapist, Visit
    from guywire.clinic.visits.queries import upcoming
    from guywire.clinic.welcome.models import Notice, WebQuestion

    longest = person_with_most("sessions").public_id
    often = person_with_most("visits").public_id
    double = Patient.objects.exclude(public_id=longest).order_by("pk")[0].public_id
    writers = ThreadMessage.objects.values("patient").annotate(n=Count("pk")).order_by("-n")[:1]
    writer = Patient.objects.get(pk=writers[0]["patient"]).public_id if writers else often
    visit = first_of_fullest_day(upcoming().exclude(location=None))
    past = Visit.objects.filter(status="attended").order_by("-starts_at")[0]
    online = _online_now()
    who, place = Therapist.objects.order_by("-pk")[0].pk, Location.objects.order_by("pk")[0].pk
    question = (WebQuestion.objects.filter(closed_at=None).first()).pk
    measured = SharedCheck.objects.exclude(measured_by=None).select_related("patient")[0]
    entry = FollowUpEntry.objects.exclude(urgency=None)[0].pk

    def page(name: str, *arguments: Any, note: str = "", query: str = "") -> Asked:
        return Asked(name, reverse(name, args=arguments) + query, note)

    day, moved = f"?day={visit.starts_local:%Y-%m-%d}", f"&move={visit.public_id}"
    item = QueueItem.objects.filter(closed_at=None).exclude(offer=None)[0].pk
    patients = reverse("desk_patients")
    return [
        page("desk"),
        page("desk_follow_up"),
        page("desk_follow_up", note="mine", query="?whose=mine"),
        page("desk_follow_up_snooze", entry),
        page("desk_diary", note="a day", query=day),
        page("desk_diary", note="a week", query=f"?span=week&who={who}"),
        page("desk_diary", note="moving a visit", query=day + moved),
        page("desk_alerts"),
        page("desk_alert_settings"),
        page("desk_sessions"),
        page("desk_numbers"),
        page("desk_waiting"),
        page("desk_waiting_add", often),
        page("desk_time_off_new"),
        page("desk_visits_to_move"),
        page("desk_time_off", Absence.objects.order_by("pk")[0].pk),
        page("desk_book", query=f"?at={place}&with={who}"),
        page("desk_visit", visit.public_id, note="to come"),
        page("desk_visit", past.public_id, note="over"),
        page("desk_visit_move", visit.public_id),
        page("desk_repeat", visit.public_id),
        page("desk_note", past.public_id),
        page("desk_room", online.public_id),
        page("desk_timeline", longest, note="most sessions"),
        page("desk_timeline", often, note="most visits"),
        page("desk_print", longest),
        page("desk_story_pdf", longest),
        page("desk_walk_in", often),
        page("desk_queue"),
        page("desk_queue", note="closed", query="?whose=closed"),
        page("desk_queue_item", item),
        page("desk_queue_attempt", item),
        page("desk_messages"),
        page("desk_thread", writer),
        page("desk_question", question),
        page("desk_patients"),
        *(
            Asked("desk_patients", patients, f"search, {note}", words)
            for note, words in SEARCHES.items()
        ),
        page("desk_new_person"),
        page("desk_join", longest, double),
        page("desk_edit_person", longest),
        page("desk_patient", longest, note="most sessions"),
        page("desk_patient", often, note="most visits"),
        page("desk_program", longest),
        page("desk_program_pdf", longest),
        page("desk_measure", longest),
        page("desk_correct", measured.patient.public_id, measured.check_id),
        page("desk_insurance", often),
        page("desk_coverage", Coverage.objects.order_by("pk")[0].pk),
        page("desk_notices"),
        page("desk_notice_new"),
        page("desk_notice", Notice.objects.order_by("pk")[0].pk),
        page("desk_rules"),
        page("desk_practice"),
        page("desk_logo"),
        page("desk_color"),
        page("desk_photo", who),
        page("desk_opening_hours"),
        page("desk_therapist_week"),
        page("desk_practice_new", "kind"),
        page("desk_practice_edit", "clinic", 1),
        page("desk_privacy"),
        page("desk_delete_person", longest),
        page("desk_trail"),
        page(
            "desk_trail", note="one person", query=f"?person={Patient.objects.order_by('pk')[0].pk}"
        ),
        page("desk_staff"),
    ]


def links() -> list[Asked]:
    """What people open by a private link, and therapists' calendars."""
    from django.core.signing import Signer
    from django.db.models import Count
    from django.urls import reverse

    from guywire.clinic.conversations.links import token_of as thread_token
    from guywire.clinic.conversations.models import Thread
    from guywire.clinic.visits import links as visit_links
    from guywire.clinic.visits.models import Offer, Therapist
    from guywire.clinic.visits.queries import upcoming
    from guywire.clinic.welcome import answers
    from guywire.clinic.welcome.models import WebQuestion

    visit = upcoming().exclude(location=None)[0]
    online = _online_now()
    offer = Offer.objects.filter(outcome="open")[0]
    answered = WebQuestion.objects.exclude(answered_at=None)[0]
    longest = Thread.objects.annotate(n=Count("patient__thread_messages"))
    thread = longest.order_by("-n", "-pk").first()
    of_visit = ("visit", "visit_move", "visit_cancel", "visit_calendar")
    keys: list[tuple[str, Any]] = [(name, visit_links.token_of(visit)) for name in of_visit]
    keys += [
        ("visit_offer", visit_links.offer_token(offer)),
        ("answer", Signer(salt=answers.SALT).sign(str(answered.pk))),
        ("calendar_feed", Therapist.objects.exclude(feed_key=None)[0].feed_key),
    ]
    keys += [("visit_room", visit_links.token_of(online))]
    keys += [("thread", thread_token(thread))] if thread else []
    return [Asked(name, reverse(name, args=[key])) for name, key in keys]


def web_pages() -> list[Asked]:
    """Every page of a visitor who has measured, done a session and seen their visit."""
    from django.urls import reverse

    from guywire.care.screening_items import SAFETY_PAGES
    from guywire.clinic.visits.models import Location
    from guywire.clinic.visits.queries import free_times

    place = Location.objects.order_by("pk")[0]
    times = free_times(place)
    choice = f"?at={place.pk}&with=any"
    asked: dict[str, tuple[Any, ...]] = {
        "thanks": ("help",),
        "check_about": ("age",),
        "check_safety": (SAFETY_PAGES[0].id,),
        "check_side": ("left",),
        "check_knee_bend": ("left",),
    }
    queries = {
        "visit_therapist": f"?at={place.pk}",
        "visit_time": choice,
        "visit_details": f"{choice}&start={times[0].starts_at:%Y%m%dT%H%MZ}" if times else "",
    }
    names = (
        "home visits visit_therapist visit_time visit_details device device_data device_data_json "
        "help insurance call_back tonight thanks instructions instructions_pdf offline check "
        "check_about check_safety check_sitting check_steps check_how check_standing "
        "check_side check_knee_bend check_result rules why evidence program program_paper "
        "program_paper_pdf session session_run session_done progress questionnaire "
        "goals reminders walking walking_plan share ask"
    )
    return [
        Asked(name, reverse(name, args=asked.get(name, ())) + queries.get(name, ""))
        for name in names.split()
    ]
