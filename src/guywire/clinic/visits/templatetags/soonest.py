from django import template

from guywire.clinic.visits import queries
from guywire.clinic.visits.picker import SoonestTime, soonest_times
from guywire.clinic.visits.queries import Need

register = template.Library()


@register.inclusion_tag("visits/soonest.html")
def soonest_visits() -> dict[str, list[SoonestTime]]:
    """The next free visits as buttons, wherever a person should be able to book at once."""
    return {"soonest": soonest_times()}


@register.simple_tag
def usual_minutes() -> int:
    """How long the visit is that people book by themselves, at the first place that has one."""
    places = [*queries.locations(), None]
    return next(
        (queries.need_of(place) for place in places if queries.web_kinds(place)), Need()
    ).minutes
