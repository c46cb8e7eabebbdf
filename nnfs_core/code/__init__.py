"""The network and the first samples of its batch as a complete program, in several dialects."""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect
from nnfs_core.code.program import (
    DIALECTS,
    Program,
    save_program,
    write_program,
    write_weight_files,
)
from nnfs_core.code.workbook import WorkbookSaved, save_workbook

__all__ = [
    "DIALECTS",
    "Dialect",
    "Program",
    "WorkbookSaved",
    "save_program",
    "save_workbook",
    "write_program",
    "write_weight_files",
]
