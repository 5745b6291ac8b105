"""Numbers as people type them: a comma for the point, any dash for the minus, a degree sign."""

import re

from guywire.care.words import Message, Number, message

LONGEST_NUMBER = 12
DASHES = "−–—‒‑﹣－"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class NumberError(ValueError):
    """What was typed is not a number; `str()` of it is the sentence that says so."""

    def __init__(self, words: Message) -> None:
        super().__init__(words)
        self.words = words


def read_number(text: str) -> float:
    """Return the number. Raise NumberError with a sentence for the person who typed it."""
    typed = text.strip()
    if len(typed) > LONGEST_NUMBER:
        raise NumberError(
            message(
                "This is {count} characters long. Type one number, such as −8 or 12.5.",
                count=Number(len(typed), 0),
            )
        )
    plain = typed.replace("°", "").replace(",", ".").replace(" ", "")
    plain = plain.translate(str.maketrans(DASHES, "-" * len(DASHES)))
    if not NUMBER.fullmatch(plain):
        raise NumberError(
            message("“{typed}” is not a number. Type one number, such as −8 or 12.5.", typed=typed)
        )
    return float(plain)


def written(value: float) -> str:
    """With a true minus and no needless decimals, as it stands in a sentence or a field."""
    return str(Number(value))
