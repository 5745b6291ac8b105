from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guywire.clinic.people"
    label = "people"
