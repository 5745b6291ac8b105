"""Which people the rows of a page are about, for the trail of who looked."""

from collections.abc import Iterable

from guywire.clinic.desk.models import FollowUpEntry, QueueItem
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.models import WebQuestion

Row = Visit | WebQuestion | FollowUpEntry | QueueItem


def numbers_of(rows: Iterable[Row]) -> list[int | None]:
    return [row.patient_id for row in rows]


def questions_in(rows: Iterable[Row]) -> list[int]:
    """The questions from the web among the rows: who asked may have no record yet."""
    questions = (
        row.question if isinstance(row, FollowUpEntry | QueueItem) else row for row in rows
    )
    return [row.pk for row in questions if isinstance(row, WebQuestion)]
