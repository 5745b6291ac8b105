from guywire.clinic.welcome.models import Clinic

UNNAMED = Clinic(pk=1, name="Guywire", promise="Care for backs and hips.", phone="")


def current_clinic() -> Clinic:
    return Clinic.objects.first() or UNNAMED
