"""Writes results as a table of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.files.tables.spreadsheets import guarded
from nnfs_core.files.tables.writing import in_quotes
from nnfs_core.progress import ignored
from nnfs_core.results.exporting.wanted import SomeResults, WantedResults


def write_texts(path: str | Path, wanted: WantedResults, delimiter: str = ",") -> None:
    """Write UTF-8 text: names, labels and classes in quotes, numbers in their shortest exact form.

    Raises NnfsError when the file cannot be written, which leaves an old one as it was, or numbers
    cannot be fetched; and Cancelled.
    """
    guard = guarded if wanted.for_spreadsheets else str
    with replacing(path) as file:
        stream = Stream(file, 1, ignored, wanted.cancelled)
        heads = [in_quotes(guard(name)) for name in wanted.names]
        stream.write(f"{delimiter.join(heads)}\n".encode(), 0)
        for part in wanted.parts():
            stream.write(_lines(part, wanted, guard, delimiter).encode(errors="replace"), 0)


def _lines(
    part: SomeResults, wanted: WantedResults, guard: Callable[[str], str], delimiter: str
) -> str:
    spelled = partial(_spelled, guard=guard)
    columns: list[Iterable[str]] = [map(str, part.samples.tolist())]
    if part.labels is not None:
        columns.append(map(spelled, part.labels.tolist()))
    for column, values in zip(wanted.columns, part.values, strict=True):
        texts = wanted.table.texts(column, values)
        columns.append(texts if column.meaning == "number" else map(spelled, texts))
    return "".join(f"{delimiter.join(row)}\n" for row in zip(*columns, strict=True))


def _spelled(text: str, guard: Callable[[str], str]) -> str:
    return in_quotes(guard(text)) if text else ""
