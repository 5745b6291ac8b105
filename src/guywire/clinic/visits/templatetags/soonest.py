from django import template

from guywire.clinic.visits.picker import SoonestTime, soonest_times

register = template.Library()


@register.inclusion_tag("visits/soonest.html")
def soonest_visits() -> dict[str, list[SoonestTime]]:
    """The next free visits as buttons, wherever a person should be able to book at once."""
    return {"soonest": soonest_times()}
