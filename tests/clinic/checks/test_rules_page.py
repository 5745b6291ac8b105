import pytest
from django.test import Client
from django.utils.html import escape

from guywire.care.escalation import RULES
from guywire.care.history import Thresholds
from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS
from guywire.care.session import IN_A_SESSION
from guywire.clinic.checks import services
from guywire.clinic.people.models import Staff

pytestmark = pytest.mark.django_db


def test_every_rule_and_every_safety_item_stands_on_the_page(outsider: Client) -> None:
    page = outsider.get("/rules/").content.decode()
    for item in (*RED_FLAGS, *REASONS_NOT_TO_STRETCH):
        assert escape(str(item.statement)) in page
        assert escape(item.source.citation) in page
    for line in IN_A_SESSION:
        assert escape(line) in page
    for rule in RULES:
        assert escape(str(rule.sentence())) in page


def test_a_number_changed_by_staff_shows_for_everybody(outsider: Client, therapist: Staff) -> None:
    services.change_thresholds(therapist, Thresholds(sessions_without_better=5))
    page = outsider.get("/rules/").content.decode()
    assert "Not once “better” in the last 5 sessions." in page
