"""Log lines without people in them: addresses, numbers and private links are masked.

A visitor chooses part of what is logged. So every text is capped, and each pattern is a single
character class: the time it takes is in proportion to the text, whatever the text is.

No pattern knows a name or a note. So a trace has the words of an error only where they are about
the program, and never the row that PostgreSQL quotes when it refuses one.
"""

import logging
import re
import time
import traceback

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, DataError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

MAX_MESSAGE_CHARS = 4_000
MAX_TRACE_CHARS = 12_000
MIN_NUMBER_DIGITS = 9
MIN_TOKEN_CHARS = 16

WORDS = re.compile(r"[^\s\"'<>]+")
NUMBERS = re.compile(r"[\d ().+-]+")
TOKENS = re.compile(r"[A-Za-z0-9_:=~.-]+")
HOST_AND_PORT = re.compile(r"[a-z.-]+:[0-9]{1,5}\.?")
"""A refused form is logged with the address it came from. No token is letters and a port."""
BETWEEN_PARTS = re.compile(r"([=(){}\[\],;:/])")
ABOUT_THE_PROGRAM = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    IndexError,
    NameError,
    OSError,
    RuntimeError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RefusalFilter(logging.Filter):
    """Drop the trace of what is no fault of the program.

    A request that was refused is the sender's mistake: one line, a warning. For 503 the line
    before says in a sentence what is wrong with the database. A sign-in that another tab ended
    leads on.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", 500)
        if 400 <= status < 500:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        if status < 500 or status == 503:
            record.exc_info = None
        return True


class PrivateFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the trace: each capped and masked."""
        trace = _trace(record.exc_info[1]) if record.exc_info else ""
        stack = self.formatStack(record.stack_info) if record.stack_info else ""
        record.message = _on_one_line(record.getMessage())
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        below = (masked(capped(text, MAX_TRACE_CHARS)) for text in (trace, stack) if text)
        return "\n".join([self.formatMessage(record), *below])

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return time.strftime(datefmt or "%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))


def _trace(error: BaseException | None) -> str:
    """The error and what led to it, as Python writes them, without words that may hold people."""
    parts: list[str] = []
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        lines = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{lines}{_type_and_words(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nWhich led to:\n\n".join(reversed(parts))


def _type_and_words(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, ABOUT_THE_PROGRAM):
        return f"{name}: {error}"
    if isinstance(error, DatabaseError) and not isinstance(error, DataError):
        return f"{name}: {str(error).partition(chr(10))[0]}"
    return name


def masked(text: str) -> str:
    return NUMBERS.sub(_without_number, WORDS.sub(_without_link_or_email, text))


def capped(text: str, max_chars: int) -> str:
    """The beginning, and the end, where a trace says what went wrong. No word is cut in two."""
    if len(text) <= max_chars:
        return text
    half = max_chars // 2
    head = re.sub(r"\S+$", "", text[:half]) if not text[:half].isspace() else ""
    tail = re.sub(r"^\S+", "", text[-half:])
    return f"{head}[{len(text) - len(head) - len(tail)} characters left out]{tail}"


def _on_one_line(message: str) -> str:
    """A line break that somebody sent in an address starts no line of the log."""
    return masked(CONTROL.sub(" ", capped(message, MAX_MESSAGE_CHARS)))


def _without_link_or_email(word: re.Match[str]) -> str:
    text, question_mark, _query = word[0].partition("?")
    if "@" in text:
        parts = BETWEEN_PARTS.split(text)
        text = "".join("[email]" if "@" in part.strip("@") else part for part in parts)
    text = TOKENS.sub(_without_token, text)
    return f"{text}?[query]" if question_mark else text


def _without_token(run: re.Match[str]) -> str:
    text = run[0]
    if len(text) < MIN_TOKEN_CHARS or not any(character.isdigit() for character in text):
        return text
    return text if _is_number(text) or HOST_AND_PORT.fullmatch(text) else "[link]"


def _is_number(text: str) -> bool:
    return NUMBERS.fullmatch(text) is not None


def _without_number(run: re.Match[str]) -> str:
    text = run[0]
    if sum(character.isdigit() for character in text) < MIN_NUMBER_DIGITS:
        return text
    inside = text.strip(" .-")
    return text.replace(inside, "[number]")
