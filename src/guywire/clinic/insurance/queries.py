from guywire.clinic.insurance.models import Payer


def payer_names() -> tuple[str, ...]:
    return tuple(Payer.objects.values_list("name", flat=True))
