"""The diary of the desk's tests."""

from tests.clinic.desk.conftest import past_visit, place, treating, visit

__all__ = ["past_visit", "place", "treating", "visit"]
