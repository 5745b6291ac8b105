"""How long it takes to copy, check and restore a practice of a million sessions.

    .venv/bin/python -m benchmarks.restore_drill [SESSIONS]

Writes what docs/operating.md quotes to standard output.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from guywire.care.session import Hold
from guywire.care.session import Session as CareSession
from guywire.care.vocabulary import Feeling, Side, Stretch

WORDS = [
    "a",
    "bit",
    "stiff",
    "sore",
    "at",
    "first",
    "left",
    "right",
    "hip",
    "back",
    "easier",
    "slept",
    "badly",
    "well",
    "today",
    "walk",
]
Result = TypeVar("Result")
SESSIONS_PER_PERSON = 20
SESSIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000


def main() -> None:
    folder = tempfile.mkdtemp(prefix="guywire-drill-")
    os.environ["GUYWIRE_HOME"] = folder
    from guywire.cli.serve import prepare

    prepare(8000)
    timed("fill", fill)
    from guywire.clinic.backups import services

    copy = Path(folder, "drill.guywire")
    backup = timed("copy", lambda: services.make_backup(copy))
    print(f"{backup.rows} rows, {backup.bytes / 1e6:.0f} MB")
    timed("check", lambda: services.verify_backup(copy))
    timed("restore", lambda: services.restore_backup(copy))
    sealed = Path(folder, "sealed.guywire")
    passphrase = " ".join(WORDS[:5])
    timed("sealed copy", lambda: services.make_backup(sealed, passphrase))
    timed("sealed restore", lambda: services.restore_backup(sealed, passphrase))


def timed(name: str, work: Callable[[], Result]) -> Result:
    started = time.monotonic()
    result = work()
    print(f"{name:<16}{time.monotonic() - started:8.1f} s", flush=True)
    return result


def fill() -> None:
    from django.db import transaction
    from django.utils import timezone

    from guywire.clinic.people.models import Patient
    from guywire.clinic.programs.models import Session

    now = timezone.now()
    pick = random.Random(1)  # noqa: S311 - numbers that compress as little as real ones.
    people = SESSIONS // SESSIONS_PER_PERSON
    with transaction.atomic():
        Patient.objects.bulk_create(
            (Patient(name=f"Pat {n}", email=f"p{n}@example.org") for n in range(people)),
            batch_size=500,
        )
        ids = list(Patient.objects.values_list("pk", flat=True))
        for start in range(0, len(ids), 1000):
            Session.objects.bulk_create(
                [
                    Session(
                        patient_id=patient,
                        public_id=f"{pick.getrandbits(48):012x}",
                        started_at=now - timedelta(days=day),
                        content=a_session(now - timedelta(days=day), pick).to_json(),
                    )
                    for patient in ids[start : start + 1000]
                    for day in range(SESSIONS_PER_PERSON)
                ],
                batch_size=500,
            )


def a_session(started_at: datetime, pick: random.Random) -> CareSession:
    holds = tuple(
        Hold(stretch, side, 180, pick.randrange(40, 181), pick.randrange(3))
        for stretch in Stretch
        for side in Side
    )
    return CareSession(
        id="x",
        started_at=started_at,
        holds=holds,
        before=pick.randrange(11),
        comfortable=True,
        feeling=pick.choice(list(Feeling)),
        note=" ".join(pick.choices(WORDS, k=6)),
    )


if __name__ == "__main__":
    main()
