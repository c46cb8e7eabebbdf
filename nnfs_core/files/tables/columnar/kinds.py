"""This module knows Parquet and Arrow files, and says what has to be installed to read them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import open_to_read, refusals
from nnfs_core.files.tables.cell_table import CellKind, CellTable
from nnfs_core.progress import IsCancelled

_TITLES = {b"PAR1": "a Parquet file", b"ARROW1\0\0": "an Arrow file"}


def _begins_with(mark: bytes, head: bytes, path: Path) -> bool:
    return head.startswith(mark) and b"\0" in head  # no table of text, whose names may begin so


def _opened(mark: bytes, path: Path, sheet: str, cancelled: IsCancelled) -> CellTable:
    title = _TITLES[mark]
    with refusals(path), open_to_read(path) as file:
        if file.read(len(mark)) != mark:
            raise NnfsError("{name} holds {title} that is packed; unpack it and open that.")(
                path.name, title
            )
    try:
        from nnfs_core.files.tables.columnar.arrow_table import open_arrow_table
    except ImportError:
        raise NnfsError(
            "{name} is {title}, which the extra [parquet] reads; install it with: {python} -m pip "
            "install pyarrow."
        )(path.name, title, sys.executable) from None
    return open_arrow_table(path, is_parquet=mark == b"PAR1")


PARQUET, ARROW = (CellKind(partial(_begins_with, mark), partial(_opened, mark)) for mark in _TITLES)
