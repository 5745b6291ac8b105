from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guywire.clinic.people"
    label = "people"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.sharing import read_patient_id

        understood_by("sharing", read_patient_id)
