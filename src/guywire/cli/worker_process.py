"""The worker that `guywire serve` starts: it ends when the server ends."""

import sys

from guywire.cli.processes import end_with


def main(server: int) -> None:
    end_with(server)
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.cli.remind import remind_every_minute

    remind_every_minute()


if __name__ == "__main__":
    main(int(sys.argv[1]))
