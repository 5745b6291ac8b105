"""Tell whoever listens that a question from the web has changed, within the same transaction."""

from django.dispatch import Signal

question_changed = Signal()
"""Sent with `question` after it was asked, linked to a patient, closed or reopened."""
question_asked = Signal()
"""Sent with `question` once, after it was asked."""
