"""Lists the kinds of files whose tables are kept as cells rather than text."""

from __future__ import annotations

from pathlib import Path

from nnfs_core.files.tables.cell_table import CellKind, CellTable
from nnfs_core.progress import IsCancelled, never


def cell_kinds() -> tuple[CellKind, ...]:
    """All kinds; what reads them is imported when a file is first looked at."""
    from nnfs_core.files.tables.columnar.kinds import ARROW, PARQUET
    from nnfs_core.files.tables.other_texts.arff import is_arff, open_arff
    from nnfs_core.files.tables.other_texts.json_records import is_json, open_json
    from nnfs_core.files.tables.other_texts.libsvm import is_svm, open_svm
    from nnfs_core.files.tables.workbooks.sheets import WORKBOOK

    texts = CellKind(is_arff, open_arff), CellKind(is_json, open_json), CellKind(is_svm, open_svm)
    return WORKBOOK, PARQUET, ARROW, *texts


def cell_kind(path: Path, head: bytes) -> CellKind | None:
    """The kind of a file that begins so; None for a table of text, or what is none at all."""
    return next((kind for kind in cell_kinds() if kind.is_one(head, path)), None)


def cell_table(
    path: Path, head: bytes, sheet: str = "", cancelled: IsCancelled = never
) -> CellTable | None:
    """The table of cells in a file that begins so; None for one of text.

    sheet: of a workbook. Raises NnfsError for a file of such a kind that cannot be read, and
    Cancelled when asked to stop.
    """
    kind = cell_kind(path, head)
    return None if kind is None else kind.open(path, sheet, cancelled)
