"""The whole practice from one database to another, row by row, as one transaction there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Field, Model
from django.db.utils import DatabaseError

from guywire.clinic.backups.errors import BackupError

ROWS_AT_ONCE = 2000
Models = list[type[Model]]


def copy_rows(source: str, target: str, report: Callable[[str, int], None]) -> int:
    """Copy every row of one database alias to another, which must be empty.

    Parameters
    ----------
    report
        Called with each table and its number of rows once it is copied.

    Returns
    -------
    The number of rows copied.

    Raises
    ------
    BackupError
        When the target is not empty, or refuses a row. Nothing is left in it then.
    """
    if connections[target].introspection.table_names():
        raise BackupError("The target is not empty. Make a new database for the move.")
    models = stored_models()
    total = 0
    with transaction.atomic(using=source), transaction.atomic(using=target):
        call_command("migrate", database=target, verbosity=0)
        call_command("createcachetable", database=target, verbosity=0)
        _empty(models, target)
        for model in models:
            count = _copy_table(model, source, target)
            report(model._meta.db_table, count)
            total += count
        _reset_sequences(models, target)
    return total


def stored_models() -> Models:
    """Return every model with a table, tables that join two of them included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def _empty(models: Models, target: str) -> None:
    """Remove the rows that migrations make; the source has them with its own numbers."""
    for model in reversed(models):
        rows = model._base_manager.using(target)
        if rows.exists():
            rows._raw_delete(target)


def _copy_table(model: type[Model], source: str, target: str) -> int:
    connection: Any = connections[target]
    fields = list(model._meta.concrete_fields)
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    try:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream,
        ):
            for row in _rows(model, fields, source, connection):
                stream.write_row(row)
    except (DatabaseError, connection.Database.Error, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise BackupError(
            f"PostgreSQL does not take a row of {model._meta.db_table} ({reason}). "
            "Nothing was copied."
        ) from None
    copied = model._base_manager.using(target).count()
    expected = model._base_manager.using(source).count()
    if copied != expected:
        raise BackupError(
            f"{model._meta.db_table} has {expected} rows and {copied} arrived. Nothing was copied."
        )
    return copied


def _rows(
    model: type[Model], fields: list[Field[Any, Any]], source: str, target: Any
) -> Iterator[list[Any]]:
    names = [field.attname for field in fields]
    rows = model._base_manager.using(source).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [
            field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)
        ]


def _reset_sequences(models: Models, target: str) -> None:
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
