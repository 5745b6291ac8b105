"""What is asked before anything else, as data a therapist can read, change and sign."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from guywire.care.sources import (
    ACOG_804,
    AORTA,
    CLINIC,
    DUKE_HIP,
    FINUCANE_2020,
    GLOUCESTERSHIRE,
    NHS_BACK_PAIN,
    NHS_DVT,
    STRETCHING_TEXTBOOK,
    Source,
)
from guywire.care.stretches import definition, offered, ruled_out_by
from guywire.care.vocabulary import Stretch
from guywire.care.words import Message, message


class WhereToGo(IntEnum):
    """Lower is more urgent."""

    EMERGENCY = 1
    DOCTOR_TODAY = 2

    @property
    def heading(self) -> Message:
        return {
            WhereToGo.EMERGENCY: message("Get help now"),
            WhereToGo.DOCTOR_TODAY: message("Call a doctor today"),
        }[self]

    @property
    def instruction(self) -> Message:
        return {
            WhereToGo.EMERGENCY: message(
                "Call 911, or have someone take you to the nearest emergency room now. "
                "Do not drive yourself."
            ),
            WhereToGo.DOCTOR_TODAY: message(
                "Call your doctor today and tell them your answers. If you cannot reach "
                "a doctor today, go to an urgent care center. If it gets worse, call 911."
            ),
        }[self]


@dataclass(frozen=True)
class RedFlag:
    id: str
    statement: Message
    suspects: Message
    why: Message
    where_to_go: WhereToGo
    source: Source


@dataclass(frozen=True)
class ReasonNotToStretch:
    id: str
    statement: Message
    why: Message
    source: Source

    @property
    def stops(self) -> frozenset[Stretch]:
        """Each stretch names the reasons that speak against it."""
        return ruled_out_by(self.id)

    @property
    def labels(self) -> list[Message]:
        """Return the tags beside this reason on the page of the rules."""
        stopped = [one for one in offered() if one in self.stops]
        if len(stopped) == len(offered()):
            return [message("No stretch")]
        return [definition(one).ruled_out_label for one in stopped]


Item = TypeVar("Item", RedFlag, ReasonNotToStretch)


@dataclass(frozen=True)
class Question(Generic[Item]):
    """A group of items on a safety page: pick what is true, or "none of these"."""

    id: str
    text: Message
    items: tuple[Item, ...]


RED_FLAG_QUESTIONS = (
    Question(
        "nerves",
        message("Any of these since the pain began?"),
        (
            RedFlag(
                "bladder_or_bowel",
                message("It is hard to pee, or I cannot hold my pee or poop"),
                message("cauda equina syndrome"),
                message(
                    "The nerves to the bladder and bowel may be squeezed. They can be saved if "
                    "it is treated within hours."
                ),
                WhereToGo.EMERGENCY,
                FINUCANE_2020,
            ),
            RedFlag(
                "saddle_numbness",
                message("Numbness or tingling in my genitals, bottom or inner thighs"),
                message("cauda equina syndrome"),
                message(
                    "The part you would sit on in a saddle goes numb when the lowest nerves of the "
                    "spine are squeezed."
                ),
                WhereToGo.EMERGENCY,
                FINUCANE_2020,
            ),
            RedFlag(
                "leg_weakness",
                message("A leg is getting weaker, or a foot drags"),
                message("pressure on nerves that is getting worse"),
                message(
                    "Strength that keeps going away means a nerve is in trouble and should be seen "
                    "without delay."
                ),
                WhereToGo.EMERGENCY,
                GLOUCESTERSHIRE,
            ),
            RedFlag(
                "both_legs",
                message("New pain, numbness or tingling in both legs"),
                message("cauda equina syndrome"),
                message(
                    "When both legs are affected, the trouble may sit in the middle of the spine."
                ),
                WhereToGo.EMERGENCY,
                NHS_BACK_PAIN,
            ),
        ),
    ),
    Question(
        "injury",
        message("How did it begin?"),
        (
            RedFlag(
                "serious_injury",
                message("It began after a bad fall, car crash or hard hit"),
                message("a broken bone in the spine"),
                message("A bone in the spine may be broken."),
                WhereToGo.EMERGENCY,
                NHS_BACK_PAIN,
            ),
            RedFlag(
                "fragile_bones",
                message(
                    "It began after a small bump or lift, and I have thin bones or took steroid "
                    "pills for months"
                ),
                message("a broken bone in the spine"),
                message("Thin bones can break from a small bump. This is often missed at first."),
                WhereToGo.DOCTOR_TODAY,
                GLOUCESTERSHIRE,
            ),
            RedFlag(
                "chest_or_belly",
                message(
                    "It began suddenly and very badly, with chest or belly pain, or a beating in "
                    "my belly"
                ),
                message("trouble with the heart or the main blood vessel"),
                message(
                    "Pain that starts in the heart or the main blood vessel can be felt in the "
                    "back."
                ),
                WhereToGo.EMERGENCY,
                AORTA,
            ),
        ),
    ),
    Question(
        "illness",
        message("Any of these now?"),
        (
            RedFlag(
                "fever",
                message("Fever or chills with the back pain"),
                message("an infection in the spine"),
                message("An infection in the spine is rare, and needs treatment soon."),
                WhereToGo.DOCTOR_TODAY,
                FINUCANE_2020,
            ),
            RedFlag(
                "infection_risk",
                message(
                    "New pain, and I have a weak immune system, a bad infection now or recently, "
                    "or inject drugs"
                ),
                message("an infection in the spine"),
                message(
                    "An infection in the spine can come without a fever when the body cannot fight "
                    "back well."
                ),
                WhereToGo.DOCTOR_TODAY,
                GLOUCESTERSHIRE,
            ),
            RedFlag(
                "cancer",
                message("I have or had cancer, and this pain is new or different"),
                message("cancer that has reached the spine"),
                message(
                    "Most new back pain after cancer is ordinary back pain. A doctor should make "
                    "sure."
                ),
                WhereToGo.DOCTOR_TODAY,
                FINUCANE_2020,
            ),
            RedFlag(
                "weight_loss",
                message("I have lost weight without trying"),
                message("an illness of the whole body"),
                message(
                    "Losing weight without trying has many causes, and a doctor should look for "
                    "them."
                ),
                WhereToGo.DOCTOR_TODAY,
                GLOUCESTERSHIRE,
            ),
            RedFlag(
                "night_pain",
                message("Bad pain night after night that no position eases"),
                message("cancer or infection in the spine"),
                message(
                    "Many sore backs hurt at night. Pain that no position eases should be looked "
                    "at."
                ),
                WhereToGo.DOCTOR_TODAY,
                GLOUCESTERSHIRE,
            ),
            RedFlag(
                "swollen_leg",
                message("One leg is swollen, warm and sore"),
                message("a blood clot in the leg"),
                message(
                    "It may be a blood clot. If you are also short of breath or your chest hurts, "
                    "call 911."
                ),
                WhereToGo.DOCTOR_TODAY,
                NHS_DVT,
            ),
        ),
    ),
)

REASON_QUESTIONS = (
    Question(
        "healing",
        message("Have you had any of these?"),
        (
            ReasonNotToStretch(
                "hip_replacement",
                message("A hip replacement or other hip surgery"),
                message(
                    "Taking the leg behind the body can push some new hips out of place. Your "
                    "surgeon or a therapist has to say what is safe for your hip."
                ),
                DUKE_HIP,
            ),
            ReasonNotToStretch(
                "recent_operation",
                message("Back, belly or leg surgery, or a broken bone, in the last 3 months"),
                message("Healing parts need about 3 months before they are pulled on."),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "blood_clot",
                message("A blood clot in a leg, still being treated"),
                message("A leg with a fresh clot should not be stretched."),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "torn_muscle",
                message(
                    "A torn muscle, big bruise, or hot, swollen joint in my hip, thigh or knee"
                ),
                message("Stretching can make a fresh tear bleed or a swollen joint worse."),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "thin_bones",
                message("Thin bones (osteoporosis)"),
                message(
                    "Thin bones call for care with every new exercise. A therapist can show you a "
                    "safe way."
                ),
                STRETCHING_TEXTBOOK,
            ),
        ),
    ),
    Question(
        "body",
        message("Is any of this true for you?"),
        (
            ReasonNotToStretch(
                "pregnant",
                message("I am pregnant"),
                message(
                    "Lying flat for minutes, on the back or the stomach, becomes a bad idea as the "
                    "baby grows. A therapist can show you other ways."
                ),
                ACOG_804,
            ),
            ReasonNotToStretch(
                "groin_pain",
                message("Sharp or pinching groin pain when my leg goes back"),
                message(
                    "A sharp pinch may come from the joint itself. Stretching does not help that."
                ),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "loose_joints",
                message("My joints bend too far or slip out of place"),
                message("Joints that are already loose need strength more than stretching."),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "knee_hurts_bent",
                message("A knee that hurts when fully bent"),
                message("The stretch on the stomach bends the knee a long way."),
                STRETCHING_TEXTBOOK,
            ),
            ReasonNotToStretch(
                "stomach_lying",
                message("I cannot lie on my stomach, or it hurts my back"),
                message("The second stretch is done lying on the stomach."),
                CLINIC,
            ),
            ReasonNotToStretch(
                "back_lying",
                message("I cannot lie flat on my back, or get dizzy or short of breath there"),
                message("The first stretch is done lying on the back."),
                CLINIC,
            ),
        ),
    ),
)

RED_FLAGS = tuple(item for question in RED_FLAG_QUESTIONS for item in question.items)
REASONS_NOT_TO_STRETCH = tuple(item for question in REASON_QUESTIONS for item in question.items)


@dataclass(frozen=True)
class SafetyPage:
    """One page of the check: several questions, answered together."""

    id: str
    heading: Message
    questions: tuple[Question[RedFlag], ...] | tuple[Question[ReasonNotToStretch], ...]


SAFETY_PAGES = (
    SafetyPage("warning-signs", message("First, a few warning signs"), RED_FLAG_QUESTIONS),
    SafetyPage("before-you-stretch", message("Is stretching right for you?"), REASON_QUESTIONS),
)
