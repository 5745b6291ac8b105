"""Tell whoever listens, within the same transaction, that a person wrote."""

from django.dispatch import Signal

message_received = Signal()
"""Sent with `message` after a person's message was saved."""
