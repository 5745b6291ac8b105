from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guywire.clinic.people"
    label = "people"

    def ready(self) -> None:
        from guywire.clinic.people.device import understood_by

        understood_by("sharing", "guywire.clinic.people.sharing.read_patient_id")
