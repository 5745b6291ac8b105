"""The three questions about a person, each a page of buttons that go on by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guywire.care.about import Age, Place, Since


@dataclass(frozen=True)
class AboutQuestion:
    name: str
    heading: str | Promise
    choices: tuple[tuple[Age | Place | Since, str | Promise], ...]

    def answer(self, value: str) -> Age | Place | Since | None:
        return next((choice for choice, _words in self.choices if choice == value), None)


ABOUT_QUESTIONS = {
    question.name: question
    for question in (
        AboutQuestion(
            "age",
            _("How old are you?"),
            (
                (Age.UNDER_18, _("Under 18")),
                (Age.FROM_18, _("18 to 49")),
                (Age.FROM_50, _("50 to 69")),
                (Age.FROM_70, _("70 or older")),
            ),
        ),
        AboutQuestion(
            "place",
            _("Where does it hurt most?"),
            (
                (Place.LOWER_BACK, _("Lower back")),
                (Place.BUTTOCK_OR_HIP, _("Buttock or hip")),
                (Place.LEG, _("Down the leg")),
                (Place.ELSEWHERE, _("Somewhere else")),
                (Place.NOWHERE, _("Nothing hurts now")),
            ),
        ),
        AboutQuestion(
            "since",
            _("How long has it hurt?"),
            (
                (Since.DAYS, _("Less than 6 weeks")),
                (Since.WEEKS, _("6 to 12 weeks")),
                (Since.MONTHS, _("More than 12 weeks")),
                (Since.NO_PAIN, _("Nothing hurts now")),
            ),
        ),
    )
}
