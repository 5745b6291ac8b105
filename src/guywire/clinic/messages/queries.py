from django.db.models import Q, QuerySet

from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.models import Message, State
from guywire.clinic.people.models import Role, Staff

STAFF_KINDS = (Kind.INVITATION, Kind.PASSWORD_RESET, Kind.STAFF_ALERT)


def unsent() -> QuerySet[Message]:
    """Not sent, or tried and waiting for the next try. Not those being sent at this moment."""
    tried = Q(state=State.WAITING) & ~Q(failure="")
    return Message.objects.filter(Q(state=State.NOT_SENT) | tried)


def unsent_for(reader: Staff) -> QuerySet[Message]:
    """The unsent messages this member of staff may see. Accounts are the owner's business."""
    messages = unsent().select_related("patient", "staff").order_by("created_at", "pk")
    return messages if reader.role == Role.OWNER else messages.exclude(kind__in=STAFF_KINDS)
