"""Lists the formats of files: how each is looked at, read and perhaps written.

A new format is one file of functions, and one entry here. The dialogs, a dropped file, the recent
files and `read_data` all go by this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files import idx, late
from nnfs_core.files.foreign import HEAD_BYTES, refuse_foreign
from nnfs_core.files.look import Look, Opened
from nnfs_core.files.native import look_at_network, read_network, save
from nnfs_core.files.open_file import open_to_read, refusals
from nnfs_core.files.tables.chunks.suffixes import (
    ARCHIVE_SUFFIX,
    ARFF_SUFFIXES,
    COLUMNAR_SUFFIXES,
    JSON_SUFFIXES,
    PACKING_SUFFIXES,
    SVM_SUFFIXES,
    TABLE_SUFFIXES,
    WORKBOOK_SUFFIXES,
)
from nnfs_core.files.unpacking import PACKED_SUFFIXES
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Format:
    """Opens files of one kind: look at one, choose how to read it or take what is suggested, read.

    title: how dialogs call its files. suffixes: the ends of their names, in lower case. holds: what
    they hold as a rule. `look(path, cancelled)` reads no more than it must; `suggested(look)` gives
    the choices that suit most files that look so; `read(look, choice, dtype=, progress=,
    cancelled=)` gives the content, numbers of a batch in `dtype`. All three raise NnfsError and
    nothing else, whatever the file holds; `look` and `read` raise Cancelled, too, soon after they
    are asked to stop.

    packed: how the names of packed files end that are read, too, behind one of the suffixes.

    `write(path, content, progress=, cancelled=)`, of a batch also with the `name` that its numbers
    have where numbers have one, and `samples`, the numbers of its samples or None, is there for
    those that can be `written`: with which suffixes, the usual one first. It raises the same and
    leaves an old file whole.
    """

    title: str
    suffixes: tuple[str, ...]
    look: Callable[..., Look]
    suggested: Callable[[Any], Any]
    read: Callable[..., Opened]
    holds: type[Batch] | type[Project] = Batch
    written: tuple[str, ...] = ()
    write: Callable[..., object] | None = None
    packed: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """How the names of its files may end; archives are mostly called as they like."""
        behind = (each + more for each in self.suffixes for more in self.packed)
        alone = (more for more in self.packed if more == ARCHIVE_SUFFIX)
        return *self.suffixes, *behind, *alone


NETWORKS = Format(
    "NNFS Studio networks",
    (".nnfs",),
    look_at_network,
    lambda look: None,
    read_network,
    holds=Project,
    written=(".nnfs",),
    write=lambda path, project, **options: save(project, path, **options),
)
TABLES = Format(
    "Tables of text",
    TABLE_SUFFIXES,
    late.look_at_table,
    late.suggested_table,
    late.read_table,
    written=(".csv", ".tsv"),
    write=late.write_table,
    packed=PACKING_SUFFIXES,
)
WORKBOOKS = replace(
    TABLES, title="Workbooks", suffixes=WORKBOOK_SUFFIXES, written=(), write=None, packed=()
)
ARFF = replace(TABLES, title="ARFF tables of Weka", suffixes=ARFF_SUFFIXES, written=(), write=None)
JSON = replace(ARFF, title="JSON records", suffixes=JSON_SUFFIXES)
SVM = replace(ARFF, title="LIBSVM tables", suffixes=SVM_SUFFIXES)
PARQUET = replace(WORKBOOKS, title="Parquet and Arrow files", suffixes=COLUMNAR_SUFFIXES)
NPY = Format(
    "NumPy arrays",
    (".npy",),
    late.look_at_arrays,
    late.suggested_arrays,
    late.read_arrays,
    written=(".npy",),
    write=late.write_as_npy,
    packed=PACKED_SUFFIXES,
)
NPZ = replace(NPY, title="NumPy archives", suffixes=(".npz",), written=(), write=None)
IDX = replace(NPZ, title="IDX pictures and labels", suffixes=idx.SUFFIXES)
TENSORS = replace(
    NPY,
    title="Tensors",
    suffixes=(".safetensors",),
    written=(".safetensors",),
    write=late.write_as_tensors,
)

FORMATS: tuple[Format, ...] = (
    NETWORKS, TABLES, WORKBOOKS, PARQUET, ARFF, JSON, SVM, NPY, TENSORS, NPZ, IDX
)  # fmt: skip


def format_of(path: str | Path) -> Format | None:
    """The format that a file's name tells; None when no format has such names."""
    name = Path(path).name.lower()
    return next((each for each in FORMATS if name.endswith(each.endings)), None)


def recognised(path: str | Path, otherwise: Format | None = None) -> Format:
    """The format of a file: by its first bytes where they tell it, else by its name.

    otherwise: the format of a file that neither tells. Raises NnfsError for a file that cannot be
    read, or is of a kind that does not open here, which it names.
    """
    from nnfs_core.files.array_files import holds_arrays
    from nnfs_core.files.tables.cell_kinds import cell_kind
    from nnfs_core.files.tables.chunks.source import opened
    from nnfs_core.files.tables.chunks.table_file import is_packed

    path = Path(path)
    named = format_of(path)
    with refusals(path), open_to_read(path) as file:
        head = file.read(HEAD_BYTES)
    has_cells = cell_kind(path, head) is not None
    if not has_cells and is_packed(head) and named is not NPZ and not holds_arrays(head):
        refuse_foreign(head, path.name)
        with opened(path) as inside:
            head = inside.read(HEAD_BYTES)
        has_cells = cell_kind(path, head) is not None
        if named is None or not named.packed:
            named = format_of(inside.name_inside)
    if has_cells:
        return named if named is not None and named.look is TABLES.look else TABLES
    if holds_arrays(head):
        return named if named is not None and named.look is NPY.look else NPY
    refuse_foreign(head, path.name)
    found = named or otherwise
    if found is None:
        known = ", ".join(suffix for each in FORMATS for suffix in each.suffixes)
        raise NnfsError("{name} is of no known format; known names end in {all}.")(path.name, known)
    return found


def write_data(
    path: str | Path,
    batch: Batch,
    *,
    name: str = "inputs",
    samples: npt.NDArray[np.int64] | None = None,
    for_spreadsheets: bool = False,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write a batch in the format that the file's name tells, else as a table of text.

    `name`: what its numbers are called where the format names them. `samples` (samples,): the
    numbers that they have in the whole batch, written if there is room. `for_spreadsheets`: put '
    before names in a table of text that a spreadsheet would compute, such as =1+2. Blocks are
    written one by one. Raises NnfsError when the file cannot be written, which leaves the old one
    as it was, or the numbers cannot be fetched; and Cancelled.
    """
    suffix = Path(path).suffix.lower()
    writers = (each.write for each in FORMATS if each.holds is Batch and suffix in each.written)
    write = next(writers, None) or late.write_table
    if write is late.write_table:
        write = partial(write, for_spreadsheets=for_spreadsheets)
    write(path, batch, name=name, samples=samples, progress=progress, cancelled=cancelled)
