"""Carries cells to and from the clipboard, as tab-separated text that every spreadsheet knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.pasting.cells import PastedCells
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import first_few, sentence
from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.numbers_model import NumbersModel
from nnfs_gui.spreadsheet.paste_question import paste_question
from nnfs_gui.spreadsheet.typed import TypedNumbers, readings_of
from nnfs_gui.studio.copying import copy_lines
from nnfs_gui.widgets.decimal_mark import system_mark
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.quick import is_quick

MOST_CHARACTERS = 50_000_000  # of a paste; more is better opened as a file
BYTES_A_CHARACTER = 40  # that reading takes, where each cell holds a digit


def copy(model: NumbersModel, block: Block, then: Callable[[], object] = lambda: None) -> None:
    """Put a block on the clipboard at full precision, then do `then`; a huge one is asked about."""
    now = model.lines_now(block) if is_quick(cells_as_text=block.n_cells) else None
    lines = model.lines_of(block) if now is None else now
    copy_lines(model.studio, block.n_rows, block.n_columns, lines, then, at_once=now is not None)


def paste(
    model: SpreadsheetModel,
    block: Block,
    done: Callable[[int, int], None],
    left: Callable[[], None],
) -> None:
    """Write the clipboard's cells at a block's first cell, in one step.

    A block that is a multiple of them is filled; `done` is called with the rows and columns
    written. What can be read in two ways is asked about, and `left` called where the answer is
    not to paste. What is not a full block of numbers is refused with a notice, and nothing changes.
    """
    studio, text, mark = model.studio, text_of_clipboard(model), system_mark()
    studio.asking.withdraw()
    if text is None:
        return

    def read(cancelled: IsCancelled = never) -> TypedNumbers | list[PastedCells]:
        readings = readings_of(text, mark)
        stop_if(cancelled)
        return readings if len(readings) > 1 else parse(readings[0], cancelled)

    def parse(reading: PastedCells, cancelled: IsCancelled = never) -> TypedNumbers:
        is_column = block.n_columns == 1 < block.n_rows or model.ends_at(block.column)
        if reading.is_flat and is_column:
            reading = reading.turned
        typed = model.parse_texts(block.row, block.column, reading)
        stop_if(cancelled)
        rows, columns = typed.values.shape
        if block.n_rows % rows == 0 and block.n_columns % columns == 0:
            return typed.repeated(block.n_rows, block.n_columns)
        return typed

    def write(found: TypedNumbers | list[PastedCells]) -> None:
        if isinstance(found, list):
            studio.asking.ask(
                paste_question(found, lambda reading: work(partial(parse, reading)), left)
            )
        elif model.write_typed(block.row, block.column, found, "Paste"):
            done(*found.values.shape)
            if found.left_out:
                studio.notices.info(_names_left_out(found.left_out))

    def work(step: Callable[[IsCancelled], TypedNumbers | list[PastedCells]]) -> None:
        if not is_quick(characters_read=len(text), bytes_copied=8 * block.n_cells):
            studio.tasks.run(
                "Pasting", lambda progress, cancelled: step(cancelled), write, lane=Lane.PASTING
            )
            return
        try:
            found = step(never)
        except NnfsError as error:
            studio.notices.error(str(error))
        else:
            write(found)

    work(read)


def _names_left_out(names: tuple[str, ...]) -> str:
    shown = first_few(names)
    return sentence("Pasted without the first row, which holds names: {names}.")(shown)


def text_of_clipboard(model: SpreadsheetModel) -> str | None:
    """The text to paste; None, and a notice says why, where there is none."""
    notices = model.studio.notices
    # None, whatever the types of Qt say, where nothing at all was ever copied
    mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    text = mime.text() if mime is not None and mime.hasText() else ""
    if text:
        free, needed = free_memory(), BYTES_A_CHARACTER * len(text)
        if len(text) > MOST_CHARACTERS or (needed > free and len(text) > 1_000_000):
            too_much = sentence(
                "The clipboard holds {n:,} characters, too many to paste; save them as a file and "
                "open that."
            )
            notices.error(too_much(len(text)))
            return None
        return text
    if mime is not None and mime.hasImage():
        notices.error("The clipboard holds a picture; copy numbers as text, then paste them here.")
    else:
        notices.error("The clipboard is empty; copy numbers first, then paste them here.")
    return None
