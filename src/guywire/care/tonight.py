"""What helps a sore back until somebody answers: four things to do, and what to watch for."""

from dataclasses import dataclass

from guywire.care.screening_items import RED_FLAGS, RedFlag, WhereToGo
from guywire.care.sources import CARY_2019, DAHM_2010, FRENCH_2006, MENEZES_COSTA_2012, Source
from guywire.care.words import Message, message


@dataclass(frozen=True)
class RestPosition:
    """A posture to lie in; `drawing` names its picture."""

    drawing: str
    words: Message


@dataclass(frozen=True)
class Advice:
    """One thing to do, how much is known about it, and the finding that says so."""

    id: str
    heading: Message
    what_to_do: tuple[Message, ...]
    how_sure: Message
    finding_id: str
    source: Source
    positions: tuple[RestPosition, ...] = ()


ADVICE = (
    Advice(
        "keep-moving",
        message("Keep moving a little"),
        (
            message("Get up now and then and walk around the room, even if you go slowly."),
            message(
                "Do what you usually do as far as it is comfortable. Long bed rest does not help."
            ),
        ),
        message(
            "For new back pain, people who stayed active did a little better than people who "
            "stayed in bed. With pain down the leg it made no difference."
        ),
        "K24",
        DAHM_2010,
    ),
    Advice(
        "warmth",
        message("Keep your back warm"),
        (
            message(
                "Put a warm pack on your lower back for about 15 minutes, with a towel around it."
            ),
            message("Do not fall asleep on it. Do not use it where your skin is numb."),
        ),
        message(
            "Heat wraps eased new back pain by about 1 point on a scale from 0 to 5. These were 2 "
            "studies. No one knows if cold helps."
        ),
        "K25",
        FRENCH_2006,
    ),
    Advice(
        "rest",
        message("Rest and sleep where it hurts least"),
        (message("No position is right for everyone. Change it when it stops helping."),),
        message(
            "Very little is known: 4 small studies. People who slept on their side woke with less "
            "pain."
        ),
        "K26",
        CARY_2019,
        (
            RestPosition(
                "lie_back",
                message("On your back with your knees bent, or with pillows under your knees."),
            ),
            RestPosition(
                "on_side",
                message("On your side with your knees bent, and a pillow between your knees."),
            ),
        ),
    ),
    Advice(
        "what-happens",
        message("What usually happens"),
        (
            message(
                "New back pain usually eases within weeks, also without treatment. A bad night is "
                "common on the way."
            ),
        ),
        message(
            "On average, new pain falls by half in 6 weeks. Pain that has lasted longer eases "
            "too, but less."
        ),
        "I11",
        MENEZES_COSTA_2012,
    ),
)


def worrying_signs(where: WhereToGo) -> tuple[RedFlag, ...]:
    """Return the signs for which a person goes there: the same ones that the safety pages ask."""
    return tuple(flag for flag in RED_FLAGS if flag.where_to_go is where)
