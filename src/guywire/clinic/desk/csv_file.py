"""Rows for a spreadsheet, written so that no cell of them runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse

# A spreadsheet runs a cell that begins like this, also after blanks.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads José as two other letters."""


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_response(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], zone: ZoneInfo
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        csv_lines([columns, *rows], zone), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def csv_lines(rows: Iterable[Sequence[object]], zone: ZoneInfo) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([cell(value, zone) for value in row])


def cell(value: object, zone: ZoneInfo) -> object:
    """Moments by the clinic's clock, numbers as they are, quoted text where it would run."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA_STARTS) else text
