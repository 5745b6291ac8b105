"""The day of a therapist: 12 people seen, notes signed, two programs changed, one message."""

from __future__ import annotations

from day.hand import Hand

NOTE = {
    "subjective": "Easier in the morning.",
    "objective": "Hip extension 12 degrees.",
    "assessment": "Improving.",
    "plan": "Go on.",
}


def play(hand: Hand) -> None:
    visits = hand.page.locator(
        "section[aria-labelledby=visits-today] h3:has-text('Yours') + ul > li"
    )
    mine = visits.count()
    for number in range(mine):
        with hand.act(f"See person {number + 1}: attended, note signed"):
            if number:
                hand.link("Today", within=".desk-menu")
            hand.go(visits.nth(number).locator("a").first)
            hand.button("Attended", exact=False, within=".acts")
            hand.link("Note of this visit")
            for label, text in NOTE.items():
                hand.fill(label, text)
            hand.button("Sign the note")
    for number in range(2):
        with hand.act(f"Change program {number + 1}"):
            hand.link("Today", within=".desk-menu")
            hand.go(visits.nth(number).locator("a").first)
            hand.link("Open", exact=False, within="main dl")
            hand.link("Change it", within="section[aria-labelledby=program]")
            hand.fill("note", "A little longer from today.")
            hand.go(hand.page.locator("main form .cluster button").first)
    with hand.act("Answer a message"):
        hand.link("Queue", within=".desk-menu")
        hand.link("Message", within="nav[aria-label=Kind]")
        hand.go(hand.page.locator("main .row__name").first)
        hand.fill("text", "Yes. Walk as far as is comfortable.")
        hand.button("Send")
