"""A cohort's table, batch by batch: over processes or a Dask cluster, into Parquet, resumable.

A table of many people is a folder of Parquet files, one a batch: what pyarrow, pandas, Polars,
DuckDB and Dask read as one table. Each file carries the question, seed and count it answers, so a
run that was interrupted goes on where it stopped, and never mixes two tables.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guywire.body.cohort import COUNT, Columns, SimulationName, batches, sample, simulate

MAX_IN_MEMORY = 2_000_000
"""People whose table is kept in memory, or read back to be summed up."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Run:
    """What a table answers: the question, how many people, which seed."""

    question: SimulationName
    count: int
    seed: int = 0

    @property
    def numbers(self) -> range:
        """The numbers of its batches."""
        return range(batches(self.count))

    def batch(self, number: int) -> Columns:
        """One batch of the table."""
        return simulate(self.question, sample(self.count, seed=self.seed, batch=number))


def in_memory(
    run: Run, *, scheduler: str = "processes", progress: Callable[[float], None] | None = None
) -> Columns:
    """The whole table, one column a name.

    Raises
    ------
    ValueError
        If the table is too large for it, or the scheduler cannot be had.
    """
    if COUNT.scalar(run.count) > MAX_IN_MEMORY:
        raise ValueError(
            f"{run.count:,} people do not fit in memory; write them into a folder of Parquet files"
        )
    parts = dict(_computed(run, list(run.numbers), scheduler, progress))
    ordered = [parts[number] for number in run.numbers]
    return {name: np.concatenate([part[name] for part in ordered]) for name in ordered[0]}


def into_parquet(
    run: Run,
    folder: Path,
    *,
    scheduler: str = "processes",
    progress: Callable[[float], None] | None = None,
) -> int:
    """Write the batches that the folder does not hold yet, and return how many they were.

    Parameters
    ----------
    run : what to answer
    folder : made if it is not there; its files are `part-00000.parquet` and so on
    scheduler : "processes" on this machine, "dask" for a cluster of this machine, or the address
        of a Dask scheduler
    progress : called with the share done, 0 to 1

    Raises
    ------
    ValueError
        If the folder holds another table, or pyarrow or the scheduler cannot be had.
    OSError
        If the folder cannot be written.
    """
    arrow = _parquet()
    folder.mkdir(parents=True, exist_ok=True)
    missing = [number for number in run.numbers if not _holds(arrow, folder, run, number)]
    done = len(run.numbers) - len(missing)

    def told(share: float) -> None:
        if progress:
            progress((done + share * len(missing)) / len(run.numbers))

    for number, columns in _computed(run, missing, scheduler, told):
        _write(arrow, _part(folder, number), run, columns)
    return len(missing)


def read_parquet(folder: Path) -> Columns:
    """The numbers of a table that was written, up to 2,000,000 people of it."""
    arrow = _parquet()
    parts = sorted(folder.glob("part-*.parquet"))
    tables: list[Columns] = []
    people = 0
    for part in parts:
        table = arrow.read_table(part)
        tables.append({name: table[name].to_numpy() for name in table.column_names})
        people += table.num_rows
        if people >= MAX_IN_MEMORY:
            break
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _computed(
    run: Run, numbers: list[int], scheduler: str, progress: Callable[[float], None] | None
) -> Iterator[tuple[int, Columns]]:
    """Batches with their numbers, as they are done; in this process if there is but one."""
    if len(numbers) <= 1:
        for number in numbers:
            yield number, run.batch(number)
            if progress:
                progress(1.0)
        return
    with _executor(scheduler) as executor:
        futures: Mapping[Future[Columns], int] = {
            executor.submit(run.batch, number): number for number in numbers
        }
        for done, future in enumerate(as_completed(futures), start=1):
            yield futures[future], future.result()
            if progress:
                progress(done / len(numbers))


@contextmanager
def _executor(scheduler: str) -> Iterator[Executor]:
    if scheduler == "processes":
        with _one_thread_each(), _processes() as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError:
        raise ValueError(
            f"scheduler {scheduler!r} needs Dask: install guywire[cohort], or use processes"
        ) from None
    connect: Any = Client
    try:
        client = connect() if scheduler == "dask" else connect(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ValueError(
            f"no Dask scheduler answers at {scheduler!r} ({error}); "
            "give processes, dask, or an address such as tcp://host:8786"
        ) from None
    with client:
        yield client.get_executor()


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count() or 1, multiprocessing.get_context("spawn"))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Keep NumPy of the processes to one thread: there is a process a core already."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _part(folder: Path, number: int) -> Path:
    return folder / f"part-{number:05d}.parquet"


def _holds(arrow: Any, folder: Path, run: Run, number: int) -> bool:
    """Whether the folder holds this batch; ValueError if it holds one of another table."""
    part = _part(folder, number)
    if not part.exists():
        return False
    said = (arrow.read_schema(part).metadata or {}).get(b"guywire", b"null")
    if said != _label(run):
        raise ValueError(
            f"{part} belongs to another table ({said.decode()}); give another folder, or remove it"
        )
    return True


def _label(run: Run) -> bytes:
    return json.dumps(vars(run), sort_keys=True).encode()


def _write(arrow: Any, part: Path, run: Run, columns: Columns) -> None:
    """Write whole or not at all: what a killed run leaves behind is no part."""
    from pyarrow import table

    rows = table({name: _plain(column) for name, column in columns.items()})
    scratch = part.with_suffix(".writing")
    arrow.write_table(rows.replace_schema_metadata({b"guywire": _label(run)}), scratch)
    scratch.replace(part)


def _plain(column: NDArray[np.generic]) -> Any:
    return column.tolist() if column.dtype.kind == "U" else column


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ValueError("Parquet needs pyarrow: install guywire[cohort]") from None
    return parquet
