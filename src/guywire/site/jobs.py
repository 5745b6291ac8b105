"""All that the worker does, in this order. A job is a function that is imported and listed here."""

from datetime import timedelta

from guywire.clinic.alerts import services as alerts
from guywire.clinic.backups import job as backups
from guywire.clinic.desk import counted_numbers, follow_up, keeping, queue
from guywire.clinic.handover import services as handover
from guywire.clinic.insurance import services as insurance
from guywire.clinic.jobs.job import Job
from guywire.clinic.messages import services as messages
from guywire.clinic.programs import email_reminders
from guywire.clinic.visits import reminders
from guywire.clinic.visits.services import holding, waiting

AT_ONCE = timedelta(0)

JOBS = (
    Job("queue reminders", reminders.run, every=timedelta(minutes=1)),
    Job("queue people's own reminders", email_reminders.run, every=timedelta(minutes=1)),
    Job("pass on offers", waiting.expire_due, every=timedelta(minutes=1)),
    Job("let held times go", holding.remove_past, every=timedelta(minutes=1)),
    Job("write morning lists", alerts.write_morning_lists, every=timedelta(minutes=5)),
    Job("send messages", messages.send_next, every=AT_ONCE),
    Job("delete unused copies", handover.delete_expired, every=timedelta(minutes=1)),
    Job("delete old messages", messages.delete_old, every=timedelta(hours=1)),
    Job("delete old alerts", alerts.delete_old, every=timedelta(hours=1)),
    Job("refresh follow-up list", follow_up.refresh_next, every=timedelta(minutes=5)),
    Job("keep the queue in step", queue.reconcile, every=timedelta(minutes=5)),
    Job("count the owner's numbers", counted_numbers.count_next, every=timedelta(minutes=5)),
    Job("delete what is due", keeping.delete_due, every=timedelta(hours=1)),
    Job("reseal member numbers", insurance.reseal, every=timedelta(hours=1)),
    Job("backups", backups.run, every=timedelta(minutes=1)),
)
