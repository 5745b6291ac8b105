from pathlib import Path
from threading import Event, Thread

from guywire.site import home_lock


def test_a_second_start_waits_until_the_first_has_prepared_the_database(tmp_path: Path) -> None:
    order: list[str] = []
    waiting = Event()

    def second_start() -> None:
        waiting.set()
        with home_lock.preparing(tmp_path):
            order.append("second")

    with home_lock.preparing(tmp_path):
        thread = Thread(target=second_start)
        thread.start()
        waiting.wait()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
