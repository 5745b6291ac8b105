from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "guywire.clinic.people"
    label = "people"

    def ready(self) -> None:
        from allauth.account.signals import password_reset

        from guywire.clinic.people import own_data, signin_trail, staff_sessions
        from guywire.clinic.people.device import understood_by
        from guywire.clinic.people.holdings import HOLDINGS
        from guywire.clinic.people.sharing import read_patient_id
        from guywire.clinic.people.signin_limits import trust_after_reset
        from guywire.clinic.people.trail_guard import guard_after_migrate

        understood_by("sharing", read_patient_id)
        post_migrate.connect(guard_after_migrate, sender=self)
        password_reset.connect(trust_after_reset)
        signin_trail.connect()
        staff_sessions.connect()
        own_data.register(*HOLDINGS)
