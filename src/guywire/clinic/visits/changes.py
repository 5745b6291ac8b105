"""Tell whoever listens, within the same transaction, what happened to a visit or a time."""

from django.dispatch import Signal

time_freed = Signal()
"""Sent with `therapist`, `location` (None online) and `starts_at` after a cancellation or move."""
offer_changed = Signal()
"""Sent with `offer` (its number) after a time was offered, taken, declined or passed on."""
visit_changed = Signal()
"""Sent with `visit`, `action` ("book", "cancel", "move", a mark) and `by` (None: the person)."""
