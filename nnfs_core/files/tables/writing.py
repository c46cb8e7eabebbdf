"""This module writes batches as tables of text that read back to the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.files.tables.dates import is_date
from nnfs_core.files.tables.format import COMMENTS, MARKS, TableFormat
from nnfs_core.files.tables.numbers import is_missing, is_number, shortest, unit_and_number
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.spreadsheets import guarded
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.subset import Subset
from nnfs_core.project.table_columns import SAMPLE_COLUMN, SUBSET_COLUMN

_NO_ROW = COMMENTS[1:]
_SIGNS = (*MARKS, '"', "\r", "\n", "\x1a")  # of which the last one ends a file of old programs

CHUNK_CELLS = 64 * 1024  # written in well under 200 ms, the time a cancel may take


def write_batch(
    path: str | Path,
    batch: Batch,
    delimiter: str | None = None,
    *,
    name: str = "",
    samples: npt.NDArray[np.int64] | None = None,
    for_spreadsheets: bool = False,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write a batch as UTF-8 text: labels if it has some, features, the target as name or value,
    and a word for what each sample is for if they are split.

    samples: (samples,), their numbers in the batch that they are taken from, which come first.

    Each number is in its shortest exact form; the cell of an unknown class is empty. Names and
    classes that look like numbers stand in quotes, by which they are read back as what they are,
    and so do all labels; names are those that `column_names` gives. Without a `delimiter` it is a
    tab in a .tsv file and else a comma; a table has no room for a `name`. Blocks are fetched one by
    one. To read the same class numbers again, choose the class names as the `texts` of the target.
    `for_spreadsheets` puts ' before names and labels that a spreadsheet would compute, such as
    =1+2; they are read back with it. Raises NnfsError when the batch cannot be fetched or the file
    cannot be written, which leaves the old file as it was; and Cancelled.
    """
    if delimiter is None:
        delimiter = "\t" if Path(path).suffix.lower() == ".tsv" else ","
    if delimiter not in MARKS:
        TableFormat(delimiter)
        raise NnfsError("Blanks cannot part cells that may be empty; choose another delimiter.")
    target_rows, label_rows, subset_rows = batch.target_rows, batch.label_rows, batch.subset_rows
    header = [] if samples is None else [SAMPLE_COLUMN]
    header += [] if label_rows is None else [batch.label_name]
    header += [*batch.columns] if target_rows is None else [*batch.columns, batch.target_name]
    header += [] if subset_rows is None else [SUBSET_COLUMN]
    with replacing(path) as file:
        stream = Stream(file, batch.n_samples, progress, cancelled)
        guard = guarded if for_spreadsheets else str
        names = [guard(name) for name in column_names(header)]
        classes = _ClassTexts(batch, guard)
        words = [subset.title for subset in Subset]
        # Quotes around 1,234 say nothing unless all names stand in quotes, too.
        has_doubtful = classes.are_doubtful or label_rows is not None
        has_doubtful |= len(names) == 1 and " " in names[0]  # else blanks could part it
        heads = [in_quotes(name) for name in names] if has_doubtful else _quoted(names)
        stream.write(f"{delimiter.join(heads)}\n".encode(), 0)
        for start, part in _parts(batch.input_rows):
            rows = _texts(part, cancelled)
            if target_rows is not None:
                targets = target_rows.rows(start, start + len(part))  # (samples, 1)
                texts = (
                    map(classes.text, targets[:, 0].tolist())
                    if batch.has_classes
                    else (text for (text,) in shortest(targets))
                )
                for row, text in zip(rows, texts, strict=True):
                    row.append(text)
            if subset_rows is not None:
                subsets = subset_rows.rows(start, start + len(part))[:, 0].tolist()
                for row, subset in zip(rows, subsets, strict=True):
                    row.append(words[subset])
            if label_rows is not None:
                labels = label_rows.rows(start, start + len(part))[:, 0].tolist()
                for row, label in zip(rows, labels, strict=True):
                    row.insert(0, in_quotes(guard(label)))
            if samples is not None:
                numbers = samples[start : start + len(part)].tolist()
                for row, number in zip(rows, numbers, strict=True):
                    row.insert(0, str(number))
            text = "".join(f"{delimiter.join(row)}\n" for row in rows)
            stream.write(text.encode(), len(rows))


class _ClassTexts:
    """Spells the classes of a batch: all in quotes if they `are_doubtful`, as numbers and dates."""

    def __init__(self, batch: Batch, guard: Callable[[str], str]) -> None:
        numbers = range(len(batch.class_names))
        texts = [guard(batch.class_name(number)) for number in numbers]
        self.are_doubtful = any(map(_is_doubtful, texts))
        self._texts = {UNKNOWN: "", **dict(zip(numbers, _quoted(texts), strict=True))}
        self._batch = batch

    def text(self, number: int) -> str:
        """The cell of a class."""
        if number in self._texts:
            return self._texts[number]
        return self._batch.class_name(number) if self._batch.class_names else str(number)


def _quoted(texts: Sequence[str]) -> list[str]:
    """Cells of text, all in quotes if one could be taken for no text, else where they need them."""
    if any(map(_is_doubtful, texts)):
        return [in_quotes(text) for text in texts]
    return [in_quotes(text) if _needs_quotes(text) else text for text in texts]


def _is_doubtful(text: str) -> bool:
    """True for a text that a reader could take for a number, a date or a missing cell."""
    if is_missing(text) or is_date(text) or unit_and_number(text) is not None:
        return True
    return any(
        is_number(text, *marks) for marks in ((".", ","), (",", "."), (".", "'"), (".", " "))
    )


def _needs_quotes(text: str) -> bool:
    """True where a reader could take a text for more or less than it is."""
    is_odd = text != text.strip() or text[:1] in ("'", "\ufeff") or text[-1:] == "'"
    begins_no_row = text.startswith(_NO_ROW) or text[:4].lower() == "sep="
    return is_odd or begins_no_row or any(mark in text for mark in _SIGNS)


def in_quotes(text: str) -> str:
    """A cell that is text, whatever stands in it."""
    return '"' + text.replace('"', '""') + '"'


def _parts(rows: Rows) -> Iterator[tuple[int, AnyArray]]:
    """Some rows at a time with the number of the first, never so many that a cancel would wait."""
    step = max(1, CHUNK_CELLS // max(1, rows.width))
    for start, block in rows.arrays():
        for first in range(0, len(block), step):
            yield start + first, block[first : first + step]


def _texts(part: AnyArray, cancelled: IsCancelled) -> list[list[str]]:
    """Each number of some rows as text; a very wide row bit by bit, so that it can stop."""
    rows: list[list[str]] = [[] for _ in part]
    for first in range(0, part.shape[1], CHUNK_CELLS):
        stop_if(cancelled)
        for row, more in zip(rows, shortest(part[:, first : first + CHUNK_CELLS]), strict=True):
            row += more
    return rows
