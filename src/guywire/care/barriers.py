"""What gets in the way of a home program, and what the clinic suggests for each."""

from dataclasses import dataclass

from guywire.care.sources import BACHMANN_2018, CLINIC, Source
from guywire.care.words import Message, message


@dataclass(frozen=True)
class Barrier:
    """`next_page` names the page that helps with it; it is never blame."""

    id: str
    label: Message
    what_helps: tuple[Message, ...]
    next_page: str
    next_words: Message
    source: Source


BARRIERS = (
    Barrier(
        "forgot",
        message("I forgot"),
        (
            message("Tie the stretch to something you do every day, like brushing your teeth."),
            message("A reminder in your calendar does the rest."),
        ),
        "reminders",
        message("Set a reminder"),
        CLINIC,
    ),
    Barrier(
        "no_time",
        message("I had no time"),
        (
            message("One stretch on one side takes 3 minutes, and it counts."),
            message("A short program is easier to keep up. A missed day is fine."),
        ),
        "session",
        message("Start a session"),
        BACHMANN_2018,
    ),
    Barrier(
        "hurts",
        message("It hurts too much"),
        (
            message("A stretch should never hurt. Leave it out while it does, and keep moving."),
            message("A therapist can find a way that is comfortable for you."),
        ),
        "ask",
        message("Talk to a therapist"),
        BACHMANN_2018,
    ),
    Barrier(
        "no_use",
        message("I do not think it helps"),
        (
            message("It may not. Stretching helps some backs and not others."),
            message("After 3 sessions without “better”, talk to us. We look for what does help."),
        ),
        "ask",
        message("Talk to a therapist"),
        CLINIC,
    ),
    Barrier(
        "other",
        message("I was ill or away"),
        (message("That is fine. Start again gently, as on your first day."),),
        "session",
        message("Start a session"),
        CLINIC,
    ),
)
BARRIERS_BY_ID = {barrier.id: barrier for barrier in BARRIERS}
