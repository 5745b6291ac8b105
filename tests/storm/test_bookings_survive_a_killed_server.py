"""The short form of `make storm`, with one blow of each kind that kills."""

from pathlib import Path

import pytest
from benchmarks.storm.register import Answer, anomalies
from benchmarks.storm.server import Server
from benchmarks.storm.stored import stored
from benchmarks.storm.visitors import Storm, find_slots, sign_in

ATTEMPTS = 120
WORKERS = 12
TIMES = 24


@pytest.mark.slow
def test_no_confirmed_visit_is_lost_or_doubled_while_the_server_is_killed(home: Path) -> None:
    server = Server(home.parent)
    server.start("--demo")
    try:
        desk = sign_in(server, "fran@demo.example", server.codes("Front desk")[0])
        storm = Storm(server, find_slots(server, TIMES), desk, ATTEMPTS)
        with storm.raging(WORKERS):
            storm.wait_for(ATTEMPTS // 3)
            server.kill_one_process()
            storm.wait_for(ATTEMPTS * 2 // 3)
            server.kill_and_restart()
    finally:
        server.stop()
    confirmed = [attempt for attempt in storm.history if attempt.answer is Answer.CONFIRMED]
    assert len(storm.history) == ATTEMPTS
    assert len(confirmed) > TIMES / 2
    assert [*anomalies(storm.history, stored(server.home, None)), *storm.errors] == []
