"""The site in the pseudo-language: import both fixtures into a test module."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from words import pseudo


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write_catalog(folder)
    return str(folder)


@pytest.fixture
def pseudo_language(settings: LazySettings, catalog: str) -> None:
    settings.LOCALE_PATHS = [catalog]
    settings.LANGUAGES = [("en-us", "English"), (pseudo.CODE, "Pseudo")]
    settings.LANGUAGE_CODE = pseudo.CODE
