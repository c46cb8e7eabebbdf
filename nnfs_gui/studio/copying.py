"""Puts tables of numbers on the clipboard: little at once, much off the GUI thread, if at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.wording import sentence, shortage_text, size_text
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.quick import CELLS_AS_TEXT, is_quick

CELLS_TO_ASK = 2_000_000  # copying more is asked about first
BYTES_A_CELL = 20  # of text, about
BYTES_TAKEN = 4 * BYTES_A_CELL  # for the text, its parts, and what the clipboard makes of it

Lines = Callable[[int, int], str]  # the text of some of the rows, from a first up to a last one


def copy_lines(
    studio: Studio,
    n_rows: int,
    n_columns: int,
    lines: Lines,
    then: Callable[[], object] = lambda: None,
    *,
    at_once: bool = True,
) -> None:
    """Put the text of all rows on the clipboard, then do `then`; a huge one is asked about first.

    `lines` may be called on any thread. `at_once` is for numbers that are in memory, so that a
    small text needs no wait.
    """
    n_cells = n_rows * n_columns

    def put(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        then()

    def copy() -> None:
        free, is_little = free_memory(), is_quick(cells_as_text=n_cells)
        if n_cells * BYTES_TAKEN > free and not is_little:
            needed = shortage_text(n_cells * BYTES_TAKEN, free)
            text = sentence("Copying {n:,} numbers needs {needed}; save them as a file.")
            studio.notices.error(text(n_cells, needed))
        elif at_once and is_little:
            put(lines(0, n_rows))
        else:
            studio.tasks.run(
                "Copying",
                lambda progress, cancelled: _joined(n_rows, n_columns, lines, progress, cancelled),
                put,
                lane=Lane.COPYING,
            )

    if n_cells > CELLS_TO_ASK:
        size = size_text(n_cells * BYTES_A_CELL)
        text = sentence("Copying {n:,} numbers takes about {size}.")(n_cells, size)
        studio.notices.warn(text, "Copy all the same", copy)
    else:
        copy()


def _joined(
    n_rows: int, n_columns: int, lines: Lines, progress: Progress, cancelled: IsCancelled
) -> str:
    """The lines of all rows, made some at a time."""
    step = max(1, CELLS_AS_TEXT // max(1, n_columns))
    parts = []
    for start in range(0, n_rows, step):
        stop_if(cancelled)
        parts.append(lines(start, min(start + step, n_rows)))
        progress(min(start + step, n_rows) / n_rows)
    return "\n".join(parts)
