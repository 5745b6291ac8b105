"""What a person hears when a reading cannot be right."""


class ReadingError(ValueError):
    """A reading that cannot be right; `reading` names the one to take again.

    `reading` is `"pelvis"`, `"thigh"`, `"shin"`, `"standing_pelvis"` or `"prone_knee"`, so that a
    form can put the sentence beside its field.
    """

    def __init__(self, reading: str, message: str) -> None:
        super().__init__(message)
        self.reading = reading
