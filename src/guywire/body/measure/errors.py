"""A reading that cannot be right: which one, why, and the values a sentence needs."""

from typing import Any

from guywire.body.measure.sentences import sentence


class ReadingError(ValueError):
    """A reading that cannot be right.

    Parameters
    ----------
    reading : the one to take again: `"pelvis"`, `"thigh"`, `"shin"`, `"standing_pelvis"` or
        `"prone_knee"`, so that a form can put its sentence beside the field
    code : why, one of `guywire.body.measure.sentences.SENTENCES`
    values : what a sentence about it needs: angles in degrees, counts, `side` where it is known

    `str()` of it is the terminal's sentence; pages word the code themselves.
    """

    def __init__(self, reading: str, code: str, **values: Any) -> None:
        super().__init__(sentence(reading, code, values))
        self.reading = reading
        self.code = code
        self.values: dict[str, Any] = values
