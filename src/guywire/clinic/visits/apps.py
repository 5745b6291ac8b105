from datetime import date
from typing import Any

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "guywire.clinic.visits"
    label = "visits"

    def ready(self) -> None:
        from guywire.clinic.people import own_data
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.visits import emails, reminders  # noqa: F401 - they register renderers
        from guywire.clinic.visits.changes import time_freed
        from guywire.clinic.visits.holdings import DEVICE_HOLDINGS, HOLDINGS, patient_behind_links
        from guywire.clinic.welcome import opening

        time_freed.connect(_offer, dispatch_uid="waiting_list")
        understood_by("visits", _read)
        opening.register_closing_days(_closing_days)
        own_data.register(*HOLDINGS)
        own_data.register_device(*DEVICE_HOLDINGS)
        own_data.register_patient_behind(patient_behind_links)


def _read(content: dict[str, Any]) -> object:
    from guywire.clinic.visits.links import read_links

    return read_links(content)


def _offer(**freed: Any) -> None:
    from guywire.clinic.visits.services import waiting

    waiting.offer_time(**{name: freed[name] for name in ("therapist", "location", "starts_at")})


def _closing_days(first: date, last: date) -> set[date]:
    from guywire.clinic.visits.models import ClosingDay

    days = ClosingDay.objects.filter(location=None, on__range=(first, last))
    return set(days.values_list("on", flat=True))
