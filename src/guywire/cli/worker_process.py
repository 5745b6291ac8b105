"""The worker that `guywire serve` starts: it ends when the server ends."""

import sys

from guywire.cli.processes import end_with


def main(server: int) -> None:
    end_with(server)
    from guywire.cli.start import load_site
    from guywire.cli.worker import stop_on_signal, worker_of_jobs

    stop = stop_on_signal()
    load_site()  # The server has set up the database before it starts this process.
    worker_of_jobs().run_until(stop)


if __name__ == "__main__":
    main(int(sys.argv[1]))
