"""The device keeps what a person did, the newest first to stay, and says how many had to go."""

import random
import secrets
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import Begun, Kept, keep_on, kept_on, pack, unpack
from tests.clinic.programs.people import MONDAY, questionnaire, score, session

HOLDS = st.builds(
    Hold,
    st.sampled_from(Stretch),
    st.sampled_from(Side),
    st.integers(1, 300),
    st.integers(0, 300),
    st.integers(0, 99),
    st.none() | st.sampled_from(Stopped),
)
SESSIONS = st.builds(
    Session,
    st.text("0123456789abcdef", min_size=12, max_size=12),
    st.datetimes(min_value=MONDAY.replace(tzinfo=None), timezones=st.just(MONDAY.tzinfo)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.lists(HOLDS, max_size=6).map(tuple),
    st.none() | st.integers(0, 10),
    st.none() | st.booleans(),
    st.none() | st.sampled_from(Feeling),
    st.text(max_size=60),
)


@given(st.lists(SESSIONS, max_size=4))
def test_packing_loses_nothing(sessions: list[Session]) -> None:
    kept = Kept(
        sessions=tuple(sessions),
        weekly=(score(0, 6),),
        questionnaires=(questionnaire(0, 24), questionnaire(28, 0)),
        asked=(MONDAY,),
        helped_at=MONDAY,
    )
    assert unpack(pack(kept)) == kept


def test_a_begun_session_is_remembered_until_it_is_answered() -> None:
    device = DeviceRecord({})
    begun = Begun(session(1).id, MONDAY, 4, (Stretch.SUPINE,))
    keep_on(device, Kept(begun=begun))
    assert kept_on(device).begun == begun
    assert kept_on(device).with_session(session(1)).begun is None


def test_the_same_session_sent_twice_is_one() -> None:
    changed = replace(session(1), feeling=Feeling.WORSE)
    assert Kept().with_session(session(1)).with_session(changed).sessions == (session(1),)


def test_a_session_that_arrives_late_takes_its_place_in_time() -> None:
    kept = Kept().with_session(session(3)).with_session(session(1)).with_session(session(2))
    assert [one.started_at.day for one in kept.sessions] == [3, 4, 5]


def test_a_second_score_on_one_day_corrects_the_first() -> None:
    assert Kept().with_score(score(0, 6)).with_score(score(0, 4)).weekly == (score(0, 4),)


def test_ten_weeks_at_four_sessions_a_week_fit_on_a_device() -> None:
    device, kept = DeviceRecord({}), Kept()
    chance = random.Random(4)
    for number in range(40):
        one = replace(session(number, chance.choice(list(Feeling))), id=secrets.token_hex(6))
        kept = keep_on(device, kept.with_session(one))
    assert kept.dropped == 0
    assert len(kept_on(device).sessions) == 40


def test_when_the_device_is_full_the_oldest_go_and_are_counted() -> None:
    device, kept = DeviceRecord({}), Kept(weekly=(score(0, 6),))
    for number in range(300):
        kept = keep_on(device, kept.with_session(replace(session(number), id=secrets.token_hex(6))))
    left = kept_on(device)
    assert left.dropped + len(left.sessions) == 300
    assert left.dropped > 0
    assert left.sessions[-1].started_at == session(299).started_at
    assert left.weekly == (score(0, 6),)


def test_something_packed_by_another_version_is_not_misread() -> None:
    assert unpack({"v": 99, "s": ["nonsense"]}) == Kept()


def test_a_score_from_a_device_that_kept_an_empty_third_place_is_read() -> None:
    on = score(0, 6).on.toordinal()
    assert unpack({"v": 1, "w": [[on, 6, None]]}).weekly == (score(0, 6),)
