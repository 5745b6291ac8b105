"""How strong one study is, in words: what kind it is, and how many people were in it."""

KINDS = {
    "review": ("Many studies put together", ""),
    "trial": ("Groups compared in a trial", ""),
    "cohort": ("People followed over time", "It shows what happened, not why."),
    "before_after": (
        "Measured before and after",
        "With nobody to compare with, time or chance may be behind it.",
    ),
    "cross_section": (
        "People measured once",
        "It shows what goes together, not what causes what.",
    ),
    "experiment": ("A short experiment", "Minutes or hours in a laboratory, not daily life."),
    "measurement": ("A test of a way to measure", ""),
    "cadaver": ("Bodies given to science", "Tissue without living muscles."),
    "simulation": ("A computer model", "No people were measured."),
    "expert": ("Experts' summary or agreement", "Opinions weigh less than measurements."),
}
SIZES = ((30, "very small"), (100, "small"), (1000, "medium"))


def kind(design: str) -> str:
    return KINDS[design][0]


def caution(design: str) -> str:
    return KINDS[design][1]


def size(n: int | None) -> str:
    """`60, small`, or nothing where no number is known."""
    if n is None:
        return ""
    word = next((word for below, word in SIZES if n < below), "large")
    return f"{n:,}, {word}"
