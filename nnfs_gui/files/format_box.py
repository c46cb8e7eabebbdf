"""Says in one line how a file spells its table, and unfolds to the fields that change it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from nnfs_core.files.tables.format import BLANKS, MOST_SKIPPED_LINES, TableFormat
from nnfs_core.files.tables.guessing.guess import parted_by
from nnfs_core.progress import IsCancelled
from nnfs_core.wording import one_line, sentence
from nnfs_gui.files.import_dialog import labelled
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import WholeField
from nnfs_gui.widgets.fold import Fold
from nnfs_gui.widgets.named import named

IN_COMMENT = -1  # in place of a number of header rows: the names stand in a comment
# by name: the label, and the text of each value
FIELDS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "sheet": ("&Sheet", {}),
    "delimiter": (
        "&Delimiter",
        {",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |", BLANKS: "Blanks"},
    ),
    "decimal": ("Deci&mal mark", {".": "Point 1.5", ",": "Comma 1,5"}),
    "thousands": (
        "T&housands",
        {
            "": "Not parted",
            ",": "Comma 1,000",
            ".": "Point 1.000",
            BLANKS: "Blank 1 000",
            "'": "Apostrophe 1'000",
        },
    ),
    "header_rows": (
        "Colum&n names",
        {
            1: "In the first row",
            0: "None in the file",
            2: "In the first of 2 rows",
            3: "In the first of 3 rows",
            IN_COMMENT: "In a comment",
        },
    ),
    "quote": ("&Quotes", {'"': 'Double "', "'": "Single '", "": "None"}),
    "backslash": ("&Backslash", {False: "Is a letter", True: "Escapes the next one"}),
    "comment": (
        "&Comments",
        {"": "None", "#": "Begin with #", "%": "Begin with %", "//": "Begin with //"},
    ),
    "encoding": (
        "&Encoding",
        {
            "utf-8": "UTF-8",
            "utf-16": "UTF-16",
            "utf-32": "UTF-32",
            "cp1252": "Windows 1252",
            "latin-1": "Latin 1",
        },
    ),
}
SAID: Mapping[str, Mapping[Any, str]] = {  # where the text of a value says little by itself
    "header_rows": {
        1: "names in the first row",
        0: "no names",
        2: "names in the first of 2 rows",
        3: "names in the first of 3 rows",
        IN_COMMENT: "names in a comment",
    },
    "thousands": {",": "thousands 1,000", ".": "thousands 1.000", BLANKS: "thousands 1 000"},
    "quote": {"'": "single quotes", "": "no quotes"},
    "backslash": {True: "backslash escapes"},
    "comment": {"#": "comments with #", "%": "comments with %", "//": "comments with //"},
}
# what there is to say of a table that is no text
OF_CELLS = ("sheet", "skipped_lines", "header_rows", "decimal")
USUAL = TableFormat()
ALWAYS_SAID = ("sheet", "delimiter", "decimal", "header_rows", "encoding")
MOST_ACROSS = 4  # fields in a row
GAP = 8  # pixels between fields
INSET = 18  # pixels before the first one


class FormatBox(QWidget):
    """Shows a TableFormat; `wanted` tells another one that the user chose.

    With another delimiter it tells, too, which fields the user has set; others are to suit it.
    """

    wanted = Signal(object, object)  # TableFormat, set[str] | None

    def __init__(self) -> None:
        super().__init__()
        self._format = USUAL
        self._set: set[str] = set()
        self._fold = named(Fold("Format", "format"), "import_format")
        self._said = named(ElidedLabel("muted"), "import_format_said")
        self._combos: dict[str, QComboBox] = {}
        self._first_line = named(WholeField(), "import_first_line", "Line that the table starts at")
        self._first_line.setRange(1, MOST_SKIPPED_LINES + 1)
        self._first_line.setMinimumWidth(90)
        self._first_line.valueChanged.connect(self._choose_line)
        self._fields: dict[str, tuple[QWidget, QWidget]] = {}
        for name, (label, texts) in FIELDS.items():
            combo = named(QComboBox(), f"import_{name}", label.replace("&", ""))
            for value, text in texts.items():
                combo.addItem(text, value)
            combo.activated.connect(lambda item, name=name: self._choose(name))
            self._combos[name] = combo
            self._fields[name] = labelled(label, combo), combo
        self._first_label = labelled("&Starts at line", self._first_line)
        self._fields["skipped_lines"] = self._first_label, self._first_line
        self._grid = QGridLayout()
        self._grid.setContentsMargins(INSET, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setColumnStretch(2 * MOST_ACROSS, 1)
        inside = QWidget()
        inside.setLayout(self._grid)
        inside.hide()
        self._fold.toggled.connect(inside.setVisible)
        self._fold.toggled.connect(self._give_room)
        head = in_row(self._fold, (self._said, 1), margins=(0, 0, 0, 0), spacing=6)
        self.setLayout(in_column(head, inside, margins=(0, 0, 0, 0), spacing=4))
        self._shown: list[str] = []

    def show_format(
        self, table_format: TableFormat, sheets: Sequence[str], *, is_text: bool
    ) -> None:
        """Show how the file is read now; `sheets` are those of a workbook, which is no text."""
        self._format = table_format
        box = self._combos["sheet"]
        if [box.itemData(item) for item in range(box.count())] != [*sheets]:
            box.clear()
            for name in sheets:
                box.addItem(one_line(name), name)
        self._arrange(
            [
                name
                for name in self._fields
                if (is_text or name in OF_CELLS) and (name != "sheet" or len(sheets) > 1)
            ]
        )
        self._first_label.setText("&Starts at line" if is_text else "&Starts at row")
        said = []
        for name in self._shown:
            if name == "skipped_lines":
                self._show_line(table_format.skipped_lines + 1)
                continue
            combo, value = self._combos[name], value_of(table_format, name)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            if name in ALWAYS_SAID or value != value_of(USUAL, name):
                said.append(SAID.get(name, {}).get(value, combo.currentText()))
        if table_format.skipped_lines:
            what = "line" if is_text else "row"
            said.append(sentence("from {line} {n:,}")(what, table_format.skipped_lines + 1))
        self._said.setText(" · ".join(said))

    @property
    def fields(self) -> list[QWidget]:
        """What takes the keyboard, from top to bottom."""
        return [self._fold, *(self._fields[name][1] for name in self._shown)]

    def unfold(self) -> None:
        """Show the fields."""
        self._fold.setChecked(True)

    def _show_line(self, line: int) -> None:
        with QSignalBlocker(self._first_line):
            self._first_line.setValue(line)

    def _arrange(self, names: list[str]) -> None:
        """Put the fields that there are into rows."""
        if names == self._shown:
            return
        self._shown = names
        self._give_room()

    def _give_room(self) -> None:
        """Put as many fields side by side as there is room for."""
        shown = [self._fields[name] for name in self._shown]
        n_across = MOST_ACROSS
        while n_across > 1 and _width_of(shown, n_across) > self.width():
            n_across -= 1
        for widgets in self._fields.values():
            for widget in widgets:
                self._grid.removeWidget(widget)
                widget.hide()
        for number, pair in enumerate(shown):
            row, across = divmod(number, n_across)
            for offset, widget in enumerate(pair):
                self._grid.addWidget(widget, row, 2 * across + offset)
                widget.show()

    def _choose(self, name: str) -> None:
        value = self._combos[name].currentData()
        if name == "header_rows":
            changes = {"header_rows": max(0, value), "names_in_comment": value == IN_COMMENT}
            if value == IN_COMMENT and not self._format.comment:
                changes["comment"] = "#"
        else:
            changes = {name: value}
        self._want(changes)

    def _choose_line(self, line: int) -> None:
        self._want({"skipped_lines": line - 1})

    def _want(self, changes: Mapping[str, Any]) -> None:
        self._set |= {*changes}
        wanted = changed(self._format, changes)
        is_parted_anew = wanted.delimiter != self._format.delimiter and "delimiter" in changes
        self.wanted.emit(wanted, {*self._set} if is_parted_anew else None)


def value_of(table_format: TableFormat, name: str) -> Any:
    """What a field shows of a format."""
    if name == "header_rows" and table_format.names_in_comment:
        return IN_COMMENT
    return getattr(table_format, name)


def parted_anew(
    path: Path, wanted: TableFormat, kept: Collection[str], cancelled: IsCancelled
) -> TableFormat:
    """What suits a text that the delimiter of the wanted format parts, but for the fields `kept`.

    Raises as `parted_by` does.
    """
    suited = parted_by(path, wanted.delimiter, wanted.encoding, cancelled)
    kept = {"delimiter", "encoding", *kept}
    return changed(suited, {name: getattr(wanted, name) for name in kept})


def changed(table_format: TableFormat, changes: Mapping[str, Any]) -> TableFormat:
    """The format with other values; a mark that cannot mean two things at once gives way."""
    marks = {
        name: changes.get(name, getattr(table_format, name))
        for name in ("delimiter", "decimal", "thousands", "quote")
    }
    if marks["thousands"] == marks["decimal"]:
        if "thousands" in changes:
            marks["decimal"] = "," if marks["thousands"] == "." else "."
        else:
            marks["thousands"] = ""
    if marks["delimiter"] == marks["decimal"]:  # both may be a comma where quotes are read
        if "delimiter" in changes or not (marks["quote"] or "decimal" in changes):
            marks["decimal"] = "."
            marks["thousands"] = "" if marks["thousands"] == "." else marks["thousands"]
        elif not marks["quote"]:
            marks["delimiter"] = ";"
    if marks["thousands"] and marks["thousands"] == marks["quote"]:
        marks |= {"quote": '"'} if "thousands" in changes else {"thousands": ""}
    return replace(table_format, **{**changes, **marks})


def _width_of(pairs: Sequence[tuple[QWidget, QWidget]], n_across: int) -> int:
    """How wide rows of so many labels and fields are, each column as wide as its widest."""
    width = INSET
    for start in range(n_across):
        for column in zip(*pairs[start::n_across], strict=True):
            width += max(each.sizeHint().width() for each in column) + GAP
    return width
