"""How strong one study is, in words: what kind it is, and how many people were in it."""

from guywire.care.words import NOTHING, Message, Number, message

KINDS = {
    "review": (message("Many studies put together"), NOTHING),
    "trial": (message("Groups compared in a trial"), NOTHING),
    "cohort": (message("People followed over time"), message("It shows what happened, not why.")),
    "before_after": (
        message("Measured before and after"),
        message("With no one to compare with, time or chance may be behind it."),
    ),
    "cross_section": (
        message("People measured once"),
        message("It shows what goes together, not what causes what."),
    ),
    "experiment": (
        message("A short experiment"),
        message("Minutes or hours in a laboratory, not daily life."),
    ),
    "measurement": (message("A test of a way to measure"), NOTHING),
    "cadaver": (message("Donated bodies"), message("Tissue without living muscles.")),
    "simulation": (message("A computer model"), message("No people were measured.")),
    "expert": (
        message("Experts' summary or agreement"),
        message("An opinion counts less than a number."),
    ),
}
SIZES = (
    (30, message("{count}, very small")),
    (100, message("{count}, small")),
    (1000, message("{count}, medium")),
)


LARGE = message("{count}, large")


def kind(design: str) -> Message:
    return KINDS[design][0]


def caution(design: str) -> Message:
    return KINDS[design][1]


def size(n: int | None) -> Message:
    """Return `60, small`, or nothing where no number is known."""
    if n is None:
        return NOTHING
    text = next((text for below, text in SIZES if n < below), LARGE)
    return text.filled(count=Number(n, 0))
