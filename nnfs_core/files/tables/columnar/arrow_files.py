"""This module opens files of Parquet and Arrow and hands out their batches of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import open_to_read, refusals

BUFFER_BYTES = 2**20  # read at once, of each column


class ArrowFile(Protocol):
    """Describes an open file of columns."""

    schema: pa.Schema
    n_rows: int

    def batches(self, columns: Sequence[int], n_rows: int) -> Iterator[list[pa.Array]]:
        """All rows, `n_rows` at a time if the file allows, of some columns in their order."""


class ParquetFile:
    """Reads a Parquet file, a few pages of each column at a time."""

    def __init__(self, file: object) -> None:
        self._file = pq.ParquetFile(file, pre_buffer=False, buffer_size=BUFFER_BYTES)
        self.schema: pa.Schema = self._file.schema_arrow
        self.n_rows: int = self._file.metadata.num_rows

    def batches(self, columns: Sequence[int], n_rows: int) -> Iterator[list[pa.Array]]:
        names = self.schema.names
        wanted = [*dict.fromkeys(names[column] for column in columns)]
        for batch in self._file.iter_batches(n_rows, columns=wanted, use_threads=False):
            # Names may come twice, and a name with a point in it along with what is before it.
            found = [
                [place for place, name in enumerate(batch.schema.names) if name == names[column]]
                for column in columns
            ]
            yield [
                batch.column(places[names[:column].count(names[column])])
                for column, places in zip(columns, found, strict=True)
            ]


class FeatherFile:
    """Reads a file in the format of Arrow itself, which Feather is, too, a batch at a time."""

    def __init__(self, file: object) -> None:
        self._file = file
        reader = pa.ipc.open_file(file)
        self.schema: pa.Schema = reader.schema
        self.n_rows: int = reader.count_rows()

    def batches(self, columns: Sequence[int], n_rows: int) -> Iterator[list[pa.Array]]:
        fields = sorted({*columns})
        options = pa.ipc.IpcReadOptions(included_fields=fields, use_threads=False)
        reader = pa.ipc.open_file(self._file, options=options)
        for number in range(reader.num_record_batches):
            whole = reader.get_batch(number)
            whole.validate(full=True)  # nothing is checked before, and looking may end Python
            for start in range(0, len(whole), n_rows):
                part = whole.slice(start, n_rows)
                yield [part.column(fields.index(column)) for column in columns]


@contextmanager
def opened_arrow(path: Path, is_parquet: bool) -> Iterator[ArrowFile]:
    """The file, open to read; what is wrong in it is said in an NnfsError, also when it is met."""
    with refusals(path), open_to_read(path) as file:
        try:
            opened = ParquetFile(file) if is_parquet else FeatherFile(file)
            if opened.n_rows < 0:
                raise ValueError
            yield opened
        except MemoryError:
            raise NnfsError("{name} needs more memory than there is.")(path.name) from None
        except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
            if isinstance(error, NnfsError):
                raise
            raise NnfsError("{name} is damaged: it cannot be read.")(path.name) from None
