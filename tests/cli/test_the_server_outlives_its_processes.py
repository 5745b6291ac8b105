import pytest
from granian.server import MPServer

from guywire.cli.lasting_server import MAX_DEATHS, LastingServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> LastingServer:
    def respawn(server: MPServer, workers: list[int]) -> None:
        server.respawned_wrks.update(dict.fromkeys(workers, 1.0))

    monkeypatch.setattr(MPServer, "_respawn_workers", respawn)
    return LastingServer("none", log_enabled=False)


def ends_at_the_next_death(server: LastingServer) -> bool:
    """Granian ends for a death soon after one that it remembers."""
    return bool(server.respawned_wrks)


def test_a_few_deaths_in_a_row_do_not_end_the_server(server: LastingServer) -> None:
    for _ in range(MAX_DEATHS):
        server._respawn_workers([0])
    assert not ends_at_the_next_death(server)


def test_processes_that_cannot_start_end_the_server(server: LastingServer) -> None:
    server._respawn_workers([0, 1] * MAX_DEATHS)
    assert ends_at_the_next_death(server)


def test_deaths_of_a_minute_ago_are_forgotten(server: LastingServer) -> None:
    server._respawn_workers([0, 1] * MAX_DEATHS)
    server.deaths = [died_at - 61 for died_at in server.deaths]
    server._respawn_workers([0])
    assert not ends_at_the_next_death(server)
