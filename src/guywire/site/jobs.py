"""All that the worker does. A job is a function that is imported here and added to the list."""

from datetime import timedelta

from guywire.clinic.jobs.job import Job
from guywire.clinic.messages import services as messages
from guywire.clinic.visits import reminders

AT_ONCE = timedelta(0)

JOBS = (
    Job("send messages", messages.send_next, every=AT_ONCE),
    Job("queue reminders", reminders.run, every=timedelta(minutes=1)),
    Job("delete old messages", messages.delete_old, every=timedelta(hours=1)),
)
