"""Tell whoever listens that something of a patient has changed, within the same transaction."""

from django.dispatch import Signal

patient_changed = Signal()
"""Sent with `patient` after anything the rules of care look at was written."""
visits_changed = Signal()
"""Sent with `patient` after a visit was booked, moved or canceled."""
