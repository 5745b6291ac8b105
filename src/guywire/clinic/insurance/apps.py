from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    name = "guywire.clinic.insurance"
    label = "insurance"

    def ready(self) -> None:
        from guywire.clinic.insurance.holdings import HOLDINGS
        from guywire.clinic.people import own_data

        own_data.register(*HOLDINGS)
