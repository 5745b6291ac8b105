"""Files that only the user who runs Guywire can read: 0600, in folders of 0700."""

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077


def close_to_others(home: Path) -> None:
    """Close the home to others, and let this process make only private files from now on.

    What an older release left in the home with wider modes is out of reach with it.
    """
    os.umask(OTHERS)
    # A home that belongs to another user is theirs to close.
    with suppress(PermissionError):
        home.chmod(0o700)
