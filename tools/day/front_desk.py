"""The day of the front desk: 30 acts."""

from __future__ import annotations

from playwright.sync_api import Locator

from day.hand import Hand

CALLERS = ("Ottilie Brand", "Percy Lund", "Quinn Abara", "Rosa Velez", "Sven Holm", "Tess Ryu")
ARRIVALS = 8


def play(hand: Hand) -> None:
    for number, name in enumerate(CALLERS):
        with hand.act(f"Book a caller by phone: {name}"):
            book_a_caller(hand, name, f"50355502{number:02}")
    for _ in range(ARRIVALS):
        with hand.act("Mark an arrival"):
            if not hand.page.locator("h1", has_text="Today").count():
                hand.link("Today", within=".desk-menu")
            hand.button("Arrived", exact=False, within="main")
    sick_therapist(hand)
    waiting_list(hand)
    insurance(hand)
    double(hand)
    the_rest(hand)


def book_a_caller(hand: Hand, name: str, phone: str) -> None:
    hand.link("Today", within=".desk-menu")
    hand.link("Book a visit")
    times = hand.page.locator("main .desk-panel .cluster a")
    # The first caller wants a day later: within two hours a freed time is offered to nobody.
    hand.go(times.last if name == CALLERS[0] else times.first)
    hand.fill("name", name)
    hand.fill("phone", phone)
    hand.button("Book it")
    hand.sees(name)


def sick_therapist(hand: Hand) -> None:
    with hand.act("A therapist calls in sick: enter it, see 14 visits"):
        hand.link("Schedule", within=".desk-menu")
        hand.link("A therapist cannot come")
        hand.choose("therapist", "Mateo Reyes")
        monday = next_working_day(hand)
        hand.fill("first", monday)
        hand.fill("last", monday)
        hand.button("Enter the time off")
        hand.sees("visits to move")
    with hand.act("Move all of them to the nearest free time"):
        hand.link("Choose the nearest time for each")
        hand.button("Do what is chosen")
    with hand.act("Write to those that are left"):
        if hand.page.get_by_role("button", name="Write to everyone: choose another time").count():
            hand.button("Write to everyone: choose another time")


def waiting_list(hand: Hand) -> None:
    with hand.act("Put a person on the waiting list"):
        find(hand, "Willa Brandt")
        hand.link("Waiting list", within="main")
        hand.fill("until", next_working_day(hand, days=14))
        hand.button("Add to the list")
    with hand.act("Cancel a visit: its time is offered"):
        find(hand, CALLERS[0])
        hand.go(hand.page.locator("section[aria-labelledby=visits] ul a").first)
        hand.button("Patient canceled", exact=False, within=".acts")
    with hand.act("Fill it: book the offered time by phone"):
        hand.link("Queue", within=".desk-menu")
        hand.link("Time offered", within="nav[aria-label=Kind]")
        hand.link("Willa Brandt", within="main")
        hand.button("Book this time for them")


def insurance(hand: Hand) -> None:
    with hand.act("Answer an insurance question with a standard answer"):
        hand.link("Queue", within=".desk-menu")
        hand.link("Harold Vance", within="main")
        hand.link("After the free visit")
        hand.button("Answer and close")
    with hand.act("Save who asked, and their insurance"):
        hand.link("Queue", within=".desk-menu")
        hand.link("Ines Roth", within="main")
        hand.link("Add them as a person")
        hand.button("Save", within="main form")
        hand.link("Insurance", within="main")
        hand.choose("payer", "Cascade Mutual")
        hand.fill("member_number", "CM99887766")
        hand.button("Add")
    with hand.act("Log what the insurance answered, and answer her"):
        hand.link("Change, or log a call to them")
        hand.fill("asked", "Physical therapy without referral?")
        hand.fill("answered", "Yes, 20 visits a year. Kim, call 4711.")
        hand.button("Save the answer")
        hand.link("Ines Roth", exact=False, within="section[aria-labelledby=asked]")
        hand.fill("answer", "Yes. Your plan pays for 20 visits a year.")
        hand.button("Answer and close")


def double(hand: Hand) -> None:
    with hand.act("Join a double"):
        find(hand, "Nora Quill")
        hand.link("Compare and join", exact=False)
        hand.button("Join them")
    with hand.act("Correct a phone number"):
        hand.link("Edit")
        hand.fill("phone", "5035550999")
        hand.button("Save", within="main form")


def the_rest(hand: Hand) -> None:
    with hand.act("Log a call without an answer"):
        hand.link("Queue", within=".desk-menu")
        hand.go(row(hand, "Greta Olsen").get_by_role("link", name="Log an attempt", exact=False))
        hand.pick("Called, no answer")
        hand.button("Save")
    with hand.act("Book from a call-back, which closes it"):
        hand.link("Queue", within=".desk-menu")
        hand.link("Greta Olsen", within="main")
        hand.link("Book a visit for them")
        hand.go(hand.page.locator("main .desk-panel .cluster a").first)
        hand.button("Book it")
    with hand.act("Add a person without a visit"):
        hand.link("People", within=".desk-menu")
        hand.link("Add a person")
        hand.fill("name", "Ugo Verdi")
        hand.fill("phone", "5035550888")
        hand.button("Save", within="main form")
    with hand.act("Take a walk-in"):
        hand.link("Walk-in now")
        hand.button("Start the visit")
    with hand.act("Put up a notice"):
        hand.link("Notices", within=".desk-menu")
        hand.link("Write a notice")
        hand.fill("text", "The elevator is out today. Call us at the door.")
        hand.button("Save", within="main form")
    with hand.act("Move a visit"):
        find(hand, CALLERS[1])
        hand.go(hand.page.locator("section[aria-labelledby=visits] ul a").first)
        hand.link("Move", exact=False, within=".acts")
        hand.button("Here", exact=False, within=".schedule")


def row(hand: Hand, name: str) -> Locator:
    return hand.page.locator("main li.row", has_text=name).first


def find(hand: Hand, name: str) -> None:
    hand.link("People", within=".desk-menu")
    hand.fill("words", name)
    hand.button("Search", within="main")
    hand.go(hand.page.locator("section[aria-labelledby=found] ul a").first)


def next_working_day(_hand: Hand, days: int = 1) -> str:
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    on = datetime.now(ZoneInfo("America/Los_Angeles")).date() + timedelta(days=days)
    while on.weekday() > 4:
        on += timedelta(days=1)
    return on.isoformat()
