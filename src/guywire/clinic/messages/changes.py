"""Tell whoever listens that a message failed, or is settled after it had failed."""

from django.dispatch import Signal

message_changed = Signal()
"""Sent with `message` (its number)."""
