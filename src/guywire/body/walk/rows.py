"""People down, samples of the stride across."""

from __future__ import annotations

import numpy as np

from guywire.body.quantities import FloatArray


def columns(values: FloatArray) -> FloatArray:
    """A field as a column: people down, the stride to be broadcast across."""
    return np.asarray(np.atleast_1d(values).reshape(-1, 1))


def some_rows(values: FloatArray, rows: slice) -> FloatArray:
    return values if len(values) == 1 else values[rows]


def sample_of_each(values: FloatArray, index: FloatArray) -> FloatArray:
    """One sample of each row; one index for all or one a row."""
    count = max(len(values), len(index))
    rows = np.broadcast_to(values, (count, values.shape[1]))
    return np.asarray(rows[np.arange(count), np.broadcast_to(index, (count,))])
