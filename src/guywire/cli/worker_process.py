"""The worker that `guywire serve` starts: it ends when the server ends."""

import sys

from guywire.cli.processes import end_with


def main(server: int) -> None:
    end_with(server)
    from guywire.cli.worker import prepared_worker, stop_on_signal

    stop = stop_on_signal()
    prepared_worker().run_until(stop)


if __name__ == "__main__":
    main(int(sys.argv[1]))
