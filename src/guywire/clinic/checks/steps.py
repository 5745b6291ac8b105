"""The order of the pages, and which one a person should be on."""

from dataclasses import dataclass

from django.urls import reverse

from guywire.care.screening import ScreeningOutcome
from guywire.care.screening_items import SAFETY_PAGES
from guywire.care.vocabulary import Side
from guywire.clinic.checks.record import Check


@dataclass(frozen=True)
class Step:
    """One page of the check that asks something. `answer` is its name in Check.asked, or a side."""

    url_name: str
    answer: str

    @property
    def url(self) -> str:
        takes_name = self.url_name in ("check_about", "check_safety", "check_side")
        return reverse(self.url_name, args=[self.answer] if takes_name else [])

    def is_done(self, check: Check) -> bool:
        if self.url_name == "check_side":
            return Side(self.answer) in check.sides
        if self.url_name == "check_safety":
            return all(one.id in check.asked for one in SAFETY_PAGES_BY_ID[self.answer].questions)
        # Checks from before these pages were there have sides and no answer to them.
        return self.answer in check.asked or (self in NEW_PAGES and bool(check.sides))


SAFETY_PAGES_BY_ID = {page.id: page for page in SAFETY_PAGES}
AGE = Step("check_about", "age")
SAFETY = tuple(Step("check_safety", page.id) for page in SAFETY_PAGES)
PAIN = (Step("check_about", "place"), Step("check_about", "since"))
QUESTIONS_FIRST = (AGE, *SAFETY, *PAIN)
BEFORE_SIDES = (Step("check_how", "helper"), Step("check_standing", "standing"))
SIDES = tuple(Step("check_side", side.value) for side in Side)
NEW_PAGES = (*PAIN, *BEFORE_SIDES)
STEPS = (*QUESTIONS_FIRST, *BEFORE_SIDES, *SIDES)


def where_to_be(check: Check | None) -> str:
    """The page that is next for this person: the first one open, or where the path ends."""
    if check is None:
        return reverse("check")
    return way_out(check) or next_open(check)


def way_out(check: Check) -> str | None:
    """The page on which the path ends before anything is measured, if it does."""
    screening = check.screening
    if screening.outcome is ScreeningOutcome.RED_FLAG:
        return reverse("check_stop")
    finished = screening.outcome is not ScreeningOutcome.UNFINISHED
    if finished and not screening.may_measure:
        return reverse("check_therapist_first")
    return None


def is_complete(check: Check) -> bool:
    """Whether nothing is left to ask, or the answers end the path before that."""
    return way_out(check) is not None or next_open(check) in (
        reverse("check_result"),
        reverse("session"),
    )


def next_questions(check: Check | None) -> list[Step]:
    """The questions that are still open before anybody stretches or measures."""
    return [step for step in QUESTIONS_FIRST if check is None or not step.is_done(check)]


def next_open(check: Check) -> str:
    steps = QUESTIONS_FIRST if check.is_for_stretching else STEPS
    open_steps = [step for step in steps if not step.is_done(check)]
    if open_steps:
        return open_steps[0].url
    return reverse("session" if check.is_for_stretching else "check_result")


def place_of(step: Step) -> tuple[int, int]:
    """Which page of how many, counting from one."""
    steps = QUESTIONS_FIRST if step in QUESTIONS_FIRST else STEPS
    return steps.index(step) + 1, len(steps)


def back_from(step: Step) -> str:
    """The page before this one."""
    index = STEPS.index(step)
    return STEPS[index - 1].url if index else reverse("check")
