"""Which roles may open what at the desk; the views and the menu read the same lines."""

from guywire.clinic.people.models import Role

EVERYBODY = tuple(Role)
CLINICAL = (Role.THERAPIST, Role.OWNER)
COUNTER = (Role.FRONT_DESK, Role.OWNER)
OWNER = (Role.OWNER,)

MENU = (
    ("Today", "desk", EVERYBODY),
    ("Follow-up list", "desk_follow_up", CLINICAL),
    ("Schedule", "desk_diary", EVERYBODY),
    ("Queue", "desk_queue", EVERYBODY),
    ("Waiting list", "desk_waiting", EVERYBODY),
    ("Messages", "desk_messages", EVERYBODY),
    ("News", "desk_alerts", EVERYBODY),
    ("People", "desk_patients", EVERYBODY),
    ("Notices", "desk_notices", COUNTER),
    ("Rules", "desk_rules", CLINICAL),
    ("Numbers", "desk_numbers", OWNER),
    ("Practice", "desk_practice", OWNER),
    ("Staff", "desk_staff", OWNER),
    ("Privacy", "desk_privacy", OWNER),
    ("Who looked", "desk_trail", OWNER),
)
