"""Lists all keys: those of the actions, and those that tables, cards and plots take."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from nnfs_gui.panels.network.layer_actions import LAYER_ACTIONS
from nnfs_gui.studio.action_table import MENUS, ActionEntry
from nnfs_gui.studio.actions import Actions
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, without_keys
from nnfs_gui.widgets.text_fields import TextLine


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


# What no menu has: text and keys, as the widget with the keyboard takes them.
WITHIN = {
    "In a table": (
        ("Type a number", "any digit, F2"),
        ("Enter it and go down, or up", "Return, Shift+Return"),
        ("Go right, or left; leave the table at the end of the row", "Tab, Shift+Tab"),
        ("Leave the cell as it was, then the table", "Esc"),
        ("Go to the edge", "Ctrl and an arrow, Home, End"),
        ("Stretch the selection", "Shift and an arrow"),
        ("Select whole columns, or rows", "Ctrl+Space, Shift+Space"),
    ),
    "On the cards of the layers": (
        ("Go to the next layer", "Up, Down, Home, End"),
        ("Select several layers", "Shift+Up, Shift+Down, Ctrl+click, Shift+click"),
        ("Select all layers", "Ctrl+A"),
        ("Select one of them again", "Esc"),
        *((each.text, ", ".join(map(_native, each.keys))) for each in LAYER_ACTIONS),
    ),
    "In a matrix": (
        ("Go to the next number", "arrows, Page up, Page down, Home, End"),
        ("Closer, further away, all of it", "+, -, 0"),
    ),
    "On the picture of a sample": (
        ("Go to the next pixel", "arrows"),
        ("Draw with the ink, paler, or erase", "Space, 1 to 9, 0 or Backspace"),
        ("Go to the picture of the next row", "Page up, Page down"),
        ("Select the pixel", "Return"),
        ("Take back the stroke, or leave the picture", "Esc"),
    ),
    "In an explanation": (
        ("Go through its numbers", "arrows, Home, End"),
        ("Go to where a number comes from", "Return"),
        ("Ask what if it were another", "Space, F2"),
    ),
}


class KeysDialog(QDialog):
    """Shows what each key does, in the order of the menus; a line of text finds some of them."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "keys_dialog", "Keys")
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = named(TextLine(placeholderText="Search"), "keys_search", "Search the keys")
        line.setClearButtonEnabled(True)
        line.textChanged.connect(self._find)
        self._rows: list[tuple[QTreeWidgetItem, QTreeWidgetItem]] = []  # each with its section
        self._tree = named(QTreeWidget(), "keys_list", "Keys")
        self._tree.setHeaderLabels(["What it does", "Keys"])
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(12)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.header().setStretchLastSection(False)
        bold = QFont(self.font())
        bold.setBold(True)
        for title, keys in (*_of_menus(actions), *WITHIN.items()):
            section = QTreeWidgetItem(self._tree, [title])
            section.setFirstColumnSpanned(True)
            section.setFont(0, bold)
            for row in keys:
                self._rows.append((QTreeWidgetItem(section, list(row)), section))
        self._tree.expandAll()
        self._nothing = named(PlainLabel("No key does that."), "keys_nothing", role="muted")
        self._nothing.hide()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        self.setLayout(in_column(line, self._nothing, (self._tree, 1), close))
        self.resize(min(520, parent.width() - 40), min(600, parent.height() - 60))

    def _find(self, text: str) -> None:
        """Leave what has every word that is typed, in the text, the keys or the menu's name."""
        words, shown = text.lower().split(), set[int]()
        for row, section in self._rows:
            said = f"{section.text(0)} {row.text(0)} {row.text(1)}".lower()
            row.setHidden(not all(word in said for word in words))
            if not row.isHidden():
                shown.add(id(section))
        for _, section in self._rows:
            section.setHidden(id(section) not in shown)
        self._nothing.setVisible(not shown)


def _of_menus(actions: Actions) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each menu's title with its actions that have keys."""
    for title, entries in MENUS.items():
        ids = [entry.id for entry in entries if isinstance(entry, ActionEntry) and entry.shortcut]
        keys = [(_said(actions[id]), _keys(actions[id])) for id in ids]
        if keys:
            yield without_keys(title), keys


def _said(action: QAction) -> str:
    return without_keys(action.text()).removesuffix("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
