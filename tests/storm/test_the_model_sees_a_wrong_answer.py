"""A storm without anomalies says something only if the model would have seen one."""

from collections import Counter
from dataclasses import replace

from benchmarks.storm.register import Answer, Attempt, Stored, StoredVisit, anomalies

BOOKING = Attempt("book", 1, "key", "a@b", "visit", frozenset({7}), 100, 2, Answer.CONFIRMED)
VISIT = StoredVisit("visit", "key", 7, 100, 2, "booked", "a@b")
CELLS = [("visit", 7, 100), ("visit", 7, 101)]
STORED = Stored([VISIT], CELLS, Counter({"a@b": 1}))
CANCEL = Attempt("cancel", 3, visit="visit", ended=4, answer=Answer.CONFIRMED)
OTHER = replace(BOOKING, key="other", email="c@d", visit="later", began=5, ended=6)


def refused(began: float, ended: float) -> Attempt:
    return replace(OTHER, visit="", answer=Answer.TAKEN, began=began, ended=ended)


def test_a_true_history_has_none() -> None:
    assert anomalies([BOOKING, refused(1.5, 3)], STORED) == []


def test_a_confirmed_booking_that_is_not_stored() -> None:
    (fault,) = anomalies([BOOKING], Stored([], [], Counter({"a@b": 0})))
    assert "stored 0 times" in fault


def test_a_refused_booking_that_is_stored() -> None:
    (fault,) = anomalies([replace(BOOKING, answer=Answer.UNAVAILABLE)], STORED)
    assert "is stored, the answer was" in fault


def test_a_person_left_behind_by_a_booking_that_was_refused() -> None:
    crowd = replace(STORED, people=Counter({"a@b": 1, "c@d": 1}))
    (fault,) = anomalies([BOOKING, refused(5, 6)], crowd)
    assert "left 1 people for 0 visits" in fault


def test_two_standing_visits_at_one_time() -> None:
    late = replace(VISIT, public_id="later", key="other", quarter=101, email="c@d")
    cells = [*CELLS, ("later", 7, 101), ("later", 7, 102)]
    both = Stored([VISIT, late], cells, Counter({"a@b": 1, "c@d": 1}))
    faults = anomalies([BOOKING, replace(OTHER, quarter=101)], both)
    assert any("stand at the same time" in fault for fault in faults)
    assert any("at one moment" in fault for fault in faults)


def test_a_visit_that_stands_after_its_cancel_was_confirmed() -> None:
    faults = anomalies([BOOKING, CANCEL], STORED)
    assert any("stands as ('booked', 100)" in fault for fault in faults)


def test_a_canceled_visit_that_keeps_its_time() -> None:
    canceled = replace(STORED, visits=[replace(VISIT, status="cancelled")])
    (fault,) = anomalies([BOOKING, CANCEL], canceled)
    assert "holds other quarter hours than its own" in fault


def test_a_refusal_of_a_time_that_was_free_all_along() -> None:
    canceled = Stored([replace(VISIT, status="cancelled")], [], STORED.people)
    (fault,) = anomalies([BOOKING, CANCEL, refused(5, 6)], canceled)
    assert "and was free" in fault


def test_a_move_without_an_answer_may_end_either_way() -> None:
    move = Attempt("move", 3, visit="visit", quarter=104)
    moved = replace(VISIT, quarter=104)
    there = Stored([moved], [("visit", 7, 104), ("visit", 7, 105)], STORED.people)
    assert anomalies([BOOKING, move], there) == anomalies([BOOKING, move], STORED) == []


def test_a_time_a_move_has_left_may_be_booked_by_somebody_else() -> None:
    move = replace(CANCEL, kind="move", quarter=104)
    moved = replace(VISIT, quarter=104)
    late = replace(VISIT, public_id="later", key="other", email="c@d")
    cells = [(visit.public_id, *cell) for visit in (moved, late) for cell in sorted(visit.cells)]
    both = Stored([moved, late], cells, Counter({"a@b": 1, "c@d": 1}))
    assert anomalies([BOOKING, move, OTHER], both) == []
