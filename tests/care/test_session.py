import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.session import Session, Stopped
from guywire.care.session_fields import SessionError
from guywire.care.vocabulary import Feeling
from tests.care.people import session


def sent(**changes):
    return session(1).to_json() | changes


def test_a_session_comes_back_from_json_as_it_was():
    original = session(3, Feeling.WORSE, comfortable=False, stopped=Stopped.PAIN)
    assert Session.from_json(json.loads(json.dumps(original.to_json()))) == original


def test_a_session_not_yet_answered_is_still_a_session():
    unanswered = Session.from_json(sent(comfortable=None, feeling=None, before=None))
    assert not unanswered.is_answered
    assert not unanswered.offers_a_human


@pytest.mark.parametrize(
    ("changes", "field", "teaches"),
    [
        ({"id": "x"}, "id", "8 to 64 letters"),
        ({"id": "../../etc/passwd"}, "id", "letters, digits or hyphens"),
        ({"started_at": "yesterday"}, "started_at", "date and time with its zone"),
        ({"started_at": "2026-03-02T19:30:00"}, "started_at", "with its zone"),
        ({"before": 11}, "before", "whole number from 0 to 10"),
        ({"before": True}, "before", "whole number from 0 to 10"),
        ({"before": 3.5}, "before", "whole number from 0 to 10"),
        ({"feeling": "meh"}, "feeling", "one of better, same, worse"),
        ({"feeling": ["better"]}, "feeling", "one of better, same, worse"),
        ({"comfortable": "yes"}, "comfortable", "true or false"),
        ({"holds": "many"}, "holds", "a list of records"),
        ({"holds": [{}] * 21}, "holds", "at most 20"),
        ({"note": "x" * 2001}, "note", "keep it under 2,000"),
    ],
)
def test_what_cannot_be_right_is_refused_naming_the_field(changes, field, teaches):
    with pytest.raises(SessionError, match=teaches) as refused:
        Session.from_json(sent(**changes))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stretch", "standing"),
        ("side", "middle"),
        ("seconds_asked", 0),
        ("seconds_held", -1),
        ("seconds_held", 301),
        ("stopped", "bored"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(field, value):
    hold = session(1).holds[0].to_json() | {field: value}
    with pytest.raises(SessionError) as refused:
        Session.from_json(sent(holds=[hold]))
    assert refused.value.field == field


def test_ten_megabytes_where_a_word_belongs_make_a_short_sentence():
    with pytest.raises(SessionError) as refused:
        Session.from_json(sent(feeling="x" * 10_000_000))
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "changes",
    [
        {"feeling": Feeling.WORSE},
        {"comfortable": False},
        {"stopped": Stopped.PAIN},
    ],
)
def test_worse_uncomfortable_or_painful_offers_a_human(changes):
    assert session(1, **changes).offers_a_human


def test_stopping_because_somebody_rang_does_not():
    assert not session(1, stopped=Stopped.INTERRUPTED).offers_a_human


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(sent())), JSON)
def test_whatever_stands_in_a_field_is_read_or_refused_in_words(field, value):
    with contextlib.suppress(SessionError):
        assert isinstance(Session.from_json(sent(**{field: value})), Session)
