"""The site in the pseudo-language: import both fixtures into a test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from guywire.clinic import dates
from words import pseudo


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write_catalog(folder)
    return str(folder)


@pytest.fixture
def pseudo_language(settings: LazySettings, catalog: str) -> Iterator[None]:
    settings.LOCALE_PATHS = [catalog]
    settings.LANGUAGES = [("en-us", "English"), (pseudo.CODE, "Pseudo")]
    settings.LANGUAGE_CODE = pseudo.CODE
    # What a language says is remembered; the catalog of this one comes and goes with a test.
    dates._clock_text.cache_clear()
    yield
    dates._clock_text.cache_clear()
