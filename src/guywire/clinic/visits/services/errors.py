"""Why a visit could not be booked, moved or marked: each message is a sentence for people."""

from django.utils.translation import gettext as _


class BookingError(ValueError):
    pass


class TimeTakenError(BookingError):
    def __init__(self) -> None:
        super().__init__(_("Someone else has just taken this time. Choose another."))


class TimeNotOfferedError(BookingError):
    def __init__(self) -> None:
        super().__init__(_("We do not offer this time. Choose one of the times shown."))


class VisitClosedError(BookingError):
    pass


class OverlapError(BookingError):
    """The person has another visit at that time."""

    def __init__(self) -> None:
        super().__init__(
            "This person already has a visit at that time. Choose another time, or cancel the "
            "other visit first."
        )


class UndoError(BookingError):
    pass
