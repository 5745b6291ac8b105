import pytest

from tests.browser.conftest import WIDE, axe_violations

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_first_page(clinic, open_phone, scheme: str) -> None:
    for viewport in ({"width": 390, "height": 844}, WIDE):
        page = open_phone(viewport=viewport, color_scheme=scheme)
        page.goto("/")
        assert axe_violations(page) == []
