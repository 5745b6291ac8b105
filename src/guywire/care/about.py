"""What is asked once beside safety: how old, where it hurts, and since when."""

from enum import StrEnum

from guywire.care.screening_items import ReasonNotToStretch
from guywire.care.sources import NICE_NG59
from guywire.care.words import message


class Age(StrEnum):
    """`ADULT` is what is known of people who were asked before this page was there."""

    UNDER_18 = "under_18"
    FROM_18 = "18_to_49"
    FROM_50 = "50_to_69"
    FROM_70 = "70_or_older"
    ADULT = "adult"


class Place(StrEnum):
    LOWER_BACK = "lower_back"
    BUTTOCK_OR_HIP = "buttock_or_hip"
    LEG = "leg"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


class Since(StrEnum):
    """The usual borders between new, lasting and long-lasting back pain."""

    DAYS = "less_than_6_weeks"
    WEEKS = "6_to_12_weeks"
    MONTHS = "more_than_12_weeks"
    NO_PAIN = "no_pain"


UNDER_AGE = ReasonNotToStretch(
    "under_18",
    message("I am under 18"),
    message(
        "This program was made for adults. A doctor or a therapist can find out what "
        "your back needs."
    ),
    NICE_NG59,
)
"""Follows from the answer to the age question; it stands on no list of its own."""
