from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """Work that the worker does from time to time, in short pieces.

    `run` does one piece and returns whether more of it is waiting. A piece takes seconds, so that
    no job holds up another. `every` is the pause after the last piece.
    """

    name: str
    run: Callable[[], bool]
    every: timedelta
