"""A busy machine is no failure: examples have no deadline of their own."""

from hypothesis import settings

settings.register_profile("guywire", deadline=None)
settings.load_profile("guywire")
