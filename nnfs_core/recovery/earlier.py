"""This module reads the records that a state names, all of which must lie before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.in_place import StoredMatrix
from nnfs_core.files.open_file import OpenFile
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, ignored, stop_if
from nnfs_core.project.labels import TEXT as LABELS
from nnfs_core.project.labels import label_column
from nnfs_core.recovery.records import TEXT, DamagedError, Record, RecordReader
from nnfs_core.recovery.schema import KeptSchema, LabelBlockSchema, NamesSchema, decoded
from nnfs_core.wording import shortage_text

MOST_BLOCKS = 2**22  # that a state may name, however often it names each


class EarlierRecords:
    """Gives what lies at places before a state; raises DamagedError where that is not whole."""

    def __init__(self, reader: RecordReader, state: Record, cancelled: IsCancelled) -> None:
        self._reader, self._state, self.cancelled = reader, state, cancelled
        self._n_blocks = 0
        self._arrays: dict[int, AnyArray] = {}  # by place, so that what was shared is shared again

    @property
    def file(self) -> OpenFile:
        """The journal."""
        return self._reader.file

    def check(self, place: int) -> Record:
        """The record at a place, every byte of which is looked at once."""
        stop_if(self.cancelled)
        if place >= self._state.place:
            raise DamagedError("it names what was not written yet")
        record = self._reader.record(place)
        self._reader.check(record, self.cancelled)
        return record

    def records(self, run: KeptSchema) -> Iterator[Record]:
        """The records that follow each other, all looked at."""
        place = run.place
        for _ in range(run.count):
            record = self.check(place)
            self._n_blocks += 1
            if self._n_blocks > MOST_BLOCKS:
                raise DamagedError("it names too many blocks")
            yield record
            place = record.end

    def matrices(self, run: KeptSchema) -> Iterator[StoredMatrix]:
        """Where the numbers of these records lie in the journal."""
        return map(self._reader.matrix, self.records(run))

    def names(self, place: int) -> NamesSchema:
        return decoded(self._reader.text(self.check(place), TEXT), NamesSchema)

    def labels(self, runs: Sequence[KeptSchema]) -> Rows:
        """The labels of samples in the very blocks that they were noted in."""
        blocks = []
        for record in (record for run in runs for record in self.records(run)):
            found = decoded(self._reader.text(record, TEXT), LabelBlockSchema).labels
            with sensible():
                blocks.append(label_column(found))
        return Rows(tuple(blocks), 1, LABELS)

    def array(self, place: int) -> AnyArray:
        """The matrix at a place, read-only; raises NnfsError when memory has no room for it."""
        if place not in self._arrays:
            stored = self._reader.matrix(self.check(place))
            if stored.n_bytes > ALWAYS_THERE and stored.n_bytes > (free := free_memory()):
                raise NnfsError("What was noted needs {size}.")(shortage_text(stored.n_bytes, free))
            native = stored.dtype.newbyteorder("=")
            array = stored.read_whole(self._reader.file, native, ignored, self.cancelled)
            self._arrays[place] = array
        return self._arrays[place]

    def line(self, place: int) -> AnyArray:
        """The only row of the matrix at a place. (count,)"""
        array = self.array(place)
        if len(array) != 1:
            raise DamagedError("an array of it has an impossible shape")
        line: AnyArray = array[0]
        return line


@contextmanager
def sensible() -> Iterator[None]:
    """Call damaged what no project can be made of inside the `with` block."""
    try:
        yield
    except (DamagedError, Cancelled):
        raise
    except (NnfsError, KeyError, ValueError, OverflowError) as error:
        raise DamagedError("it makes no sense ({error})")(error) from None
