"""The network and the first samples of its batch as a complete program, in several dialects.

Workbooks are in `nnfs_core.code.workbook`, which takes a while to import.
"""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect
from nnfs_core.code.program import (
    DIALECTS,
    Program,
    save_program,
    write_program,
    write_weight_files,
)

__all__ = [
    "DIALECTS",
    "Dialect",
    "Program",
    "save_program",
    "write_program",
    "write_weight_files",
]
