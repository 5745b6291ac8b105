"""Numbers as people type them: a comma for the point, any dash for the minus, a degree sign."""

import re

LONGEST_NUMBER = 12
DASHES = "−–—‒‑﹣－"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def read_number(text: str) -> float:
    """Raises ValueError with a sentence for the person who typed it."""
    typed = text.strip()
    if len(typed) > LONGEST_NUMBER:
        raise ValueError(
            f"This is {len(typed):,} characters long. Type one number, such as −8 or 12.5."
        )
    plain = typed.replace("°", "").replace(",", ".").replace(" ", "")
    plain = plain.translate(str.maketrans(DASHES, "-" * len(DASHES)))
    if not NUMBER.fullmatch(plain):
        raise ValueError(f"“{typed}” is not a number. Type one number, such as −8 or 12.5.")
    return float(plain)


def written(value: float) -> str:
    """With a true minus and no needless decimals, as it stands in a sentence or a field."""
    return f"{value:g}".replace("-", "−")
