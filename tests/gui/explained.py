"""How GUI tests read the Explain panel and act on it as a person does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.explain.derivation.derivation import DerivationRow, RowKind
from tests.gui.widgets import move_mouse

Show = Callable[..., ExplainPanel]  # what the fixture `show_explain` gives
LEFT = Qt.MouseButton.LeftButton


def title_of(panel: ExplainPanel) -> str:
    return panel.header.summary.text()


def rows_of(panel: ExplainPanel) -> list[str]:
    """The rows of the table as they are read."""
    derivation = panel.view.table.derivation
    assert derivation is not None
    assert panel.view.table.isVisible()
    return [_read(derivation.row(number)) for number in range(derivation.n_rows)]


def _read(row: DerivationRow) -> str:
    if row.kind is RowKind.TERM:
        return " ".join([f"{row.k}:", *(cell.text for cell in row.cells)])
    cells = [cell.text for cell in row.cells] or [row.text]
    return " ".join(filter(None, [row.label, *cells]))


def at(panel: ExplainPanel, row: int, column: int = 0) -> QPoint:
    """Where a number stands, as the number itself stands at the right of its cell."""
    rect = panel.view.table.cell_rect(row, column)
    return QPoint(round(rect.right() - 14), round(rect.center().y()))


def click(qtbot: QtBot, panel: ExplainPanel, row: int, column: int = 0) -> None:
    wait_for_room(qtbot, panel)
    qtbot.mouseClick(panel.view.table, LEFT, pos=at(panel, row, column))


def hover(qtbot: QtBot, panel: ExplainPanel, row: int, column: int = 0) -> None:
    wait_for_room(qtbot, panel)
    move_mouse(panel.view.table, at(panel, row, column))


def wait_for_room(qtbot: QtBot, panel: ExplainPanel) -> None:
    """Until all rows have their place, which another selection changes."""
    table = panel.view.table
    qtbot.waitUntil(lambda: table.height() == table.sizeHint().height())


def result_of(panel: ExplainPanel) -> str:
    return rows_of(panel)[-1]
