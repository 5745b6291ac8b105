"""However long a person goes on, their cookies stay small and the rules see what they need."""

import random
import secrets
from dataclasses import replace
from datetime import timedelta

from guywire.care.escalation import triggered_rules
from guywire.care.history import History, Thresholds
from guywire.care.session import Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.clinic.people.device import (
    MAX_BYTES,
    MAX_BYTES_WITH_UNDO,
    SECTIONS,
    UNDO,
    DeviceRecord,
)
from guywire.clinic.people.undo import offer_undo
from guywire.clinic.programs import packing
from guywire.clinic.programs.record import Kept, keep_on, kept_on
from guywire.clinic.programs.summary import in_words
from guywire.hips.readings import RATER_CODES, SIDE_CODES
from tests.clinic.programs.people import MONDAY, questionnaire, score, session

WORDS = ("stiff", "sore", "easier", "left", "right", "hip", "back", "slept", "badly", "well")


def long_history(count: int, seed: int) -> tuple[Kept, list]:
    """A device after many sessions with notes, and all the sessions there were."""
    pick, device, kept, sessions = random.Random(seed), DeviceRecord({}), Kept(), []
    for number in range(count):
        done = replace(
            session(0, pick.choice(list(Feeling))),
            id=secrets.token_hex(6),
            started_at=MONDAY + timedelta(days=number),
            before=pick.randrange(11),
            note=" ".join(pick.choices(WORDS, k=20)),
        )
        if number == 37:
            hold = replace(done.holds[0], stopped=Stopped.PAIN)
            done = replace(done, holds=(hold, *done.holds[1:]))
        sessions.append(done)
        kept = keep_on(device, kept_on(device).with_session(done))
        if number % 7 == 0:
            kept = keep_on(device, kept.with_score(score(number, pick.randrange(11))))
        if number % 28 == 0:
            kept = keep_on(device, kept.with_questionnaire(questionnaire(number, number % 25)))
    return kept, sessions


def test_400_sessions_with_notes_fit_and_nothing_a_rule_or_chart_needs_is_lost() -> None:
    kept, sessions = long_history(400, seed=4)
    device = DeviceRecord({})
    keep_on(device, kept)
    assert len(device._changed["program"]) <= MAX_BYTES["program"]
    assert kept.dropped + len(kept.sessions) == 400
    assert len(kept.sessions) >= 12
    assert len(kept.weekly) >= 52
    assert kept.weekly[0].on == MONDAY.date(), "the course is drawn from the first score on"
    assert kept.questionnaires[0] == questionnaire(0, 0), "change is judged from the first"
    every = History(sessions=tuple(sessions), weekly=kept.weekly)
    seen = History(sessions=kept.sessions, weekly=kept.weekly)
    assert triggered_rules(seen, Thresholds()) == triggered_rules(every, Thresholds())
    assert any("hurt" in str(rule) for rule in triggered_rules(seen, Thresholds()))
    assert in_words(kept.sessions, kept.dropped, kept.dropped_feelings) == in_words(tuple(sessions))


def test_all_cookies_and_the_other_headers_are_under_3_kb() -> None:
    """Measured: other headers take 650 bytes, 980 with HSTS, a form's own cookie and a message."""
    sections = {section: MAX_BYTES[section] for section in SECTIONS}
    names = sum(len(f"guywire_{section}=; ") for section in SECTIONS)
    assert sum(sections.values()) + names + 650 < 3 * 1024
    attributes = len(
        "Set-Cookie: ; expires=Sat, 01 Jan 2028 00:00:00 GMT; HttpOnly; Max-Age=34560000"
    )
    assert MAX_BYTES_WITH_UNDO + 2 * (attributes + 60) + 980 < 3 * 1024


def test_a_change_that_leaves_no_room_for_an_undo_is_saved_without_one() -> None:
    kept, _ = long_history(400, seed=4)
    device = DeviceRecord({})
    keep_on(device, kept)
    before = device.read("program")
    keep_on(device, kept.with_score(score(700, 4)))
    offer_undo(device, "program", before)
    assert device._changed["program"]
    assert not device.read(UNDO)


def test_places_of_what_is_packed_never_change() -> None:
    """Golden: cookies hold these places for 400 days. Append; never reorder or remove."""
    assert packing.FEELINGS[:3] == (Feeling.BETTER, Feeling.SAME, Feeling.WORSE)
    assert packing.SIDES == (Side.LEFT, Side.RIGHT)
    assert packing.STRETCHES[:2] == (Stretch.SUPINE, Stretch.PRONE)
    assert packing.STOPS[:5] == (
        None,
        Stopped.PAIN,
        Stopped.PULLED_TOO_MUCH,
        Stopped.INTERRUPTED,
        Stopped.OTHER,
    )
    assert tuple(SIDE_CODES) == (Side.LEFT, Side.RIGHT)
    assert tuple(RATER_CODES)[:2] == ("self", "clinician")


def test_a_packed_score_is_days_since_the_one_before() -> None:
    scores = (score(0, 6), score(7, 5), score(21, 3))
    first = MONDAY.date().toordinal()
    assert packing.pack_scores(scores) == [first, 6, 7, 5, 14, 3]
    assert packing.unpack_scores([first, 6, 7, 5, 14, 3]) == scores
