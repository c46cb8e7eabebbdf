"""How GUI tests find a widget by its name, read it and use it, whatever panel it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.studio import Studio

W = TypeVar("W", bound=QWidget)


def children(parent: QWidget, kind: type[W], name: str | None) -> list[W]:
    """All of that name, None for any; a panel has its header, which may stand in a dock."""
    parts = (parent, parent.header) if isinstance(parent, Panel) else (parent,)
    return list(dict.fromkeys(each for part in parts for each in part.findChildren(kind, name)))


def child(parent: QWidget, kind: type[W], name: str) -> W:
    """The first widget of that name, visible or not."""
    found = children(parent, kind, name)
    assert found, f"there is no {name}"
    return found[0]


def seen(parent: QWidget, kind: type[W], name: str | None = None) -> W:
    """The visible widget of that name, or the only one of its kind."""
    found = [each for each in children(parent, kind, name) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} visible widgets named {name}"
    return found[0]


def is_seen(parent: QWidget, name: str) -> bool:
    return any(each.isVisible() for each in children(parent, QWidget, name))


def text_of(parent: QWidget, name: str) -> str:
    """What a label says, as plain text; nothing while it is hidden."""
    assert children(parent, QLabel, name), f"there is no {name}"
    if not is_seen(parent, name):
        return ""
    label = seen(parent, QLabel, name)
    if label.textFormat() == Qt.TextFormat.RichText:
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText()
    return label.text().replace("\u00a0", " ")


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Click the visible button or switch of that name."""
    QApplication.processEvents()  # what has come up since takes its place
    click(qtbot, seen(parent, QAbstractButton, name))


def click(qtbot: QtBot, button: QWidget) -> None:
    at = QPoint(min(8, button.width() // 2), button.height() // 2)  # on the box of a switch too
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=at)


def move_mouse(widget: QWidget, at: QPoint) -> None:
    """Have the mouse move over a widget, whatever other window or tooltip lies there too."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(widget.mapToGlobal(at)),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def show_alone(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    """Show a panel, or another part of the window, by itself in a window of that size."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def type_into(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    """Type over what a field says, and press Enter."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def paste(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Paste what was copied elsewhere."""
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def name_file(qtbot: QtBot, parent: QWidget, path: Path | str, dialog: str | None = None) -> str:
    """Type a file's name into the open dialog and press Enter; gives the name it proposed."""
    name = child(seen(parent, QFileDialog, dialog), QLineEdit, "fileNameEdit")
    proposed = name.text()
    name.setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    return proposed


def answer_replacing(qtbot: QtBot, parent: QWidget, *, yes: bool) -> str:
    """Answer the question whether a file may be replaced; gives the question."""
    box = seen(parent, QMessageBox, "replace_box")
    click(qtbot, child(box, QPushButton, "replace_yes" if yes else "replace_no"))
    return f"{box.text()} {box.informativeText()}"


def notices_of(studio: Studio) -> list[str]:
    """What is told from now on."""
    told: list[str] = []
    studio.notices.posted.connect(lambda notice: told.append(notice.text))
    return told


def nameless(parent: QWidget) -> list[str]:
    """What takes the keyboard, is visible and has no name for those who hear it."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in parent.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QGraphicsView)  # its viewport hands the keys on
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
