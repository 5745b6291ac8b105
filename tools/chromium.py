"""Which Chromium of the machine the tools and the browser tests drive."""

import shutil


def system_chromium() -> str | None:
    """The one without windows, where there is one: a new device costs it a third."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)
