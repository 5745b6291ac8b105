"""What the rules of care look at of one person, and the numbers in the rules."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.screening import Screening
from guywire.care.session import Session
from guywire.care.walking import CONTACT_WEEKS, contact_due_on


@dataclass(frozen=True)
class Thresholds:
    """The numbers in the rules. Staff can change them, and each change is recorded.

    `days_until_stopped`: without news for so long, a person counts as having stopped.
    `days_until_closed`: then the rule that says so is closed too.
    """

    worse_in_a_row: int = 2
    sessions_without_better: int = 3
    weeks_without_change: int = 2
    days_until_stopped: int = 60
    days_until_closed: int = 180

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            low, high = THRESHOLD_LIMITS[name]
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise ValueError(
                    f"{name.replace('_', ' ')} is {value!r}; it has to be a whole number "
                    f"from {low} to {high}."
                )


THRESHOLD_LIMITS = {
    "worse_in_a_row": (1, 12),
    "sessions_without_better": (1, 12),
    "weeks_without_change": (1, 12),
    "days_until_stopped": (14, 365),
    "days_until_closed": (30, 730),
}
"""The smallest and the largest whole number that each threshold takes."""


STANDARD_THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class HelpRequest:
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class CompletedScreening:
    at: datetime
    screening: Screening


@dataclass(frozen=True)
class History:
    """All that the rules look at. Nothing before `helped_at`, when a therapist last dealt with
    this person, brings them up again. Scores and questionnaires are the exception: they need
    their past.

    `stopped_on` is the day of the last news of a person who began and has not been heard from
    since; `walking_contact_on` is the day since which a therapist should ask how the walking
    goes. `as_of` finds both. Nothing on a person's own device looks at them.
    """

    screenings: tuple[CompletedScreening, ...] = ()
    sessions: tuple[Session, ...] = ()
    weekly: tuple[WeeklyScore, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    asked: tuple[HelpRequest, ...] = ()
    helped_at: datetime | None = None
    stopped_on: date | None = None
    walking_started_on: date | None = None
    walking_contact_on: date | None = None

    def as_of(self, today: date, thresholds: Thresholds) -> "History":
        """Return the history as the rules see it on a day: what is long past is left out.

        Answers to the safety questions and open requests stay until someone deals with them.
        """
        since = today - timedelta(days=thresholds.days_until_stopped)
        weekly = self.weekly_in_order
        return replace(
            self,
            sessions=tuple(one for one in self.sessions if one.started_at.date() > since),
            weekly=weekly if weekly and weekly[-1].on > since else (),
            stopped_on=self._stopped_on(today, thresholds),
            walking_contact_on=self._walking_contact_on(today),
        )

    def _stopped_on(self, today: date, thresholds: Thresholds) -> date | None:
        news = self.last_news_on
        if not self.sessions or news is None:
            return None
        if self.helped_at is not None and self.helped_at.date() >= news:
            return None
        days = (today - news).days
        stopped = thresholds.days_until_stopped <= days < thresholds.days_until_closed
        return news if stopped else None

    def _walking_contact_on(self, today: date) -> date | None:
        if self.walking_started_on is None:
            return None
        due = contact_due_on(self.walking_started_on, today)
        is_done = due is not None and self.helped_at is not None and self.helped_at.date() >= due
        return None if is_done else due

    def _walking_turns(self) -> list[date]:
        """The days on which a contact about walking falls due, and those on which it passes."""
        if self.walking_started_on is None:
            return []
        weeks = {week + more for week in CONTACT_WEEKS for more in (0, 1)}
        return [self.walking_started_on + timedelta(weeks=week) for week in sorted(weeks)]

    def next_review_on(self, today: date, thresholds: Thresholds) -> date | None:
        """Return the next day on which time alone may change what the rules say, or None."""
        news, recent = self.last_news_on, self.as_of(today, thresholds)
        if recent.sessions or recent.weekly:
            return today + timedelta(days=1)
        days = self._walking_turns()
        if self.sessions and news is not None:
            turns = (thresholds.days_until_stopped, thresholds.days_until_closed)
            days += [news + timedelta(days=count) for count in turns]
        return min((day for day in days if day > today), default=None)

    @property
    def last_news_on(self) -> date | None:
        """The last day on which the person did or said anything at all."""
        told = [score.on for score in self.weekly]
        told += [filled.on for filled in self.questionnaires]
        heard = self.last_heard_at
        return max([*told, *([heard.date()] if heard else [])], default=None)

    @property
    def answered_sessions(self) -> tuple[Session, ...]:
        return tuple(session for session in self.recent_sessions if session.feeling is not None)

    @property
    def recent_sessions(self) -> tuple[Session, ...]:
        """Since a therapist last helped, oldest first."""
        since = [session for session in self.sessions if self._is_new(session.started_at)]
        return tuple(sorted(since, key=lambda session: session.started_at))

    @property
    def latest_screening(self) -> CompletedScreening | None:
        since = [taken for taken in self.screenings if self._is_new(taken.at)]
        return max(since, key=lambda taken: taken.at, default=None)

    @property
    def open_requests(self) -> tuple[HelpRequest, ...]:
        return tuple(asked for asked in self.asked if self._is_new(asked.at))

    @property
    def last_heard_at(self) -> datetime | None:
        """When the person last did or said anything the rules look at, weekly scores aside."""
        taken = [taken.at for taken in self.screenings]
        asked = [asked.at for asked in self.asked]
        held = [session.started_at for session in self.sessions]
        return max((*taken, *asked, *held), default=None)

    @property
    def weekly_in_order(self) -> tuple[WeeklyScore, ...]:
        return tuple(sorted(self.weekly, key=lambda score: score.on))

    def _is_new(self, moment: datetime) -> bool:
        return self.helped_at is None or moment > self.helped_at
