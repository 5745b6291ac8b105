"""Which tables the public pages show, and their triggers, made after every migration."""

from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    HeldTime,
    Location,
    Therapist,
    VisitCell,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.welcome import content_triggers
from guywire.clinic.welcome.content_triggers import Shown
from guywire.clinic.welcome.models import Clinic, Notice

SHOWN = (
    Shown(Clinic),
    Shown(Notice),
    Shown(Location),
    Shown(Therapist),
    Shown(Staff, ("name", "is_active", "role")),
    Shown(Availability),
    Shown(Absence),
    Shown(ClosingDay),
    Shown(VisitKind),
    Shown(VisitSettings),
    Shown(VisitCell),
    Shown(HeldTime),
)


def make_triggers(using: str, **_: Any) -> None:
    content_triggers.install(connections[using], SHOWN)


def drop_triggers(using: str, plan: list[Any] | None = None, **_: Any) -> None:
    """PostgreSQL alters no table that has one waiting, and SQLite loses those of a copied table."""
    if plan:
        content_triggers.remove(connections[using])


def watch_migrations(sender: Any) -> None:
    pre_migrate.connect(drop_triggers, sender=sender)
    post_migrate.connect(make_triggers, sender=sender)
