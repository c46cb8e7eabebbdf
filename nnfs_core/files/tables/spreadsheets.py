"""Guards texts of a table that a spreadsheet would take for something to compute."""

from __future__ import annotations

from nnfs_core.files.tables.numbers import is_number
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch

GUARD = "'"  # the sign that people type before what is to stay text


def is_computed(text: str) -> bool:
    """True for =1+2, +1+2 and -A1; not for a number, a lone sign and what begins with @.

    LibreOffice computes only those with =, other spreadsheets also those with a sign.
    """
    text = text.strip()
    return len(text) > 1 and text[0] in "=+-" and not is_number(text)


def guarded(text: str) -> str:
    """The text, behind a guard where a spreadsheet would compute it."""
    return f"{GUARD}{text}" if is_computed(text) else text


def computed_names(batch: Batch, cancelled: IsCancelled = never) -> list[str]:
    """The names and the labels of a batch that a spreadsheet would compute."""
    names = [*batch.columns, *batch.class_names]
    if batch.target_rows is not None:
        names.append(batch.target_name)
    if batch.label_rows is not None:
        names.append(batch.label_name)
        for _, block in batch.label_rows.arrays(cancelled):
            names += dict.fromkeys(filter(is_computed, block[:, 0].tolist()))
    return [name for name in names if is_computed(name)]
