"""Log lines without people in them: addresses, numbers and private links are masked."""

import logging
import re

MASKS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\w.:-])\+?\(?\d[\d ().-]{7,}\d(?![\w:])"), "[number]"),
    (re.compile(r"(/(?:visits|patients)/)[A-Za-z0-9_:=-]{16,}"), r"\1[link]"),
    (re.compile(r"\?\S+"), "?[query]"),
)


class PrivateFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for pattern, mask in MASKS:
            text = pattern.sub(mask, text)
        return text

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return super().formatTime(record, datefmt or "%Y-%m-%dT%H:%M:%S")
