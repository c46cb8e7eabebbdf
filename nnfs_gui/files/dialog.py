"""The dialog that shows the first rows of a table and asks how to read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables import DECIMALS, DELIMITERS, ENCODINGS, QUOTES
from nnfs_core.machine.memory import free_memory
from nnfs_core.wording import size_text
from nnfs_gui.files.choice import Choice, Look, look
from nnfs_gui.files.parts import accept_or_cancel, link, preview_table, row_of
from nnfs_gui.files.preview_model import MAX_COLUMNS_SHOWN, PreviewModel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.sentence import Sentence

NAMES: dict[str, dict[Any, str]] = {
    "delimiter": {",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |"},
    "decimal": {".": "Point 1.5", ",": "Comma 1,5"},
    "quote": {'"': 'Double "', "'": "Single '", "": "None"},
    "encoding": {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8 with a mark",
        "utf-16": "UTF-16",
        "utf-32": "UTF-32",
        "cp1252": "Windows 1252",
        "latin-1": "Latin 1",
    },
    "target_kind": {"auto": "as it looks", "classes": "classes", "values": "values"},
    "missing": {
        "keep": "Keep as NaN",
        "mean": "The column's mean",
        "zero": "0",
        "drop": "Leave the sample out",
    },
}
CHOICES = {"delimiter": DELIMITERS, "decimal": DECIMALS, "quote": QUOTES, "encoding": ENCODINGS}


class ImportDialog(QDialog):
    """`chosen` tells the look and the choices when the user opens the table with them."""

    chosen = Signal(object, object)  # Look, Choice

    def __init__(
        self, studio: Studio, seen: Look, choice: Choice | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(f"Open {seen.path.name}")
        self.setAccessibleName("Open a table of data")
        self._studio = studio
        self._look = seen
        self._asks_for_missing = choice is not None and choice.missing != "keep"
        self._choice = choice or Choice.suggested(seen.guess)
        self._problem = ""
        self._looking = studio.lanes.worker(self, "Looking at the file")

        self._summary = QLabel()
        self._summary.setObjectName("import_summary")
        self._summary.setProperty("role", "muted")
        self._combos = {name: self._combo(name) for name in NAMES}
        self._header = QCheckBox("First row has &names")
        self._header.setObjectName("import_header")
        self._header.clicked.connect(lambda on: self._change_format(has_header=on))
        self._target = QComboBox()
        self._target.setObjectName("import_target")
        self._target.setAccessibleName("Target column")
        self._target.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._target.setMinimumContentsLength(14)
        names = QListView()
        names.setUniformItemSizes(True)  # a table may have 100,000 columns
        self._target.setView(names)
        self._target.setModel(QStringListModel(self))
        self._target.activated.connect(self._choose_target)

        self._model = PreviewModel(studio.theme)
        self._model.setParent(self)
        self._model.take_toggled.connect(self._toggle_taken)
        self._model.text_toggled.connect(self._toggle_text)
        self._table = preview_table("import_preview", "First rows of the table", self._model)
        self._table.horizontalHeader().setMinimumSectionSize(96)  # a box and "number" fit in
        self._wide = QLabel()
        self._wide.setObjectName("import_wide")
        self._wide.setProperty("role", "muted")
        self._all = link("Take all", "import_take_all", self._take_all)
        self._none = link("Take none", "import_take_none", self._take_none)
        self._warning = Sentence("import_warning")

        buttons, self._accept = accept_or_cancel(self, "import_accept")

        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._summary)
        layout.addLayout(
            row_of(
                *self._labelled("&Delimiter", "delimiter"),
                *self._labelled("Deci&mal mark", "decimal"),
                *self._labelled("&Quotes", "quote"),
                *self._labelled("&Encoding", "encoding"),
            )
        )
        target_label = QLabel("&Target")
        target_label.setBuddy(self._target)
        self._kind_label, kind = self._labelled("re&ad as", "target_kind")
        self._missing_label, missing = self._labelled("M&issing values", "missing")
        layout.addLayout(
            row_of(
                self._header,
                target_label,
                self._target,
                self._kind_label,
                kind,
            )
        )
        layout.addLayout(row_of(self._missing_label, missing))
        layout.addWidget(self._warning)
        layout.addWidget(self._table, 1)
        layout.addLayout(row_of(self._all, self._none, self._wide))
        layout.addWidget(buttons)
        self.resize(760, 560)
        studio.theme.changed.connect(self._table.viewport().update)
        self._show_look()

    @property
    def choice(self) -> Choice:
        return self._choice

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._accept.setFocus()

    def accept(self) -> None:
        """Tell the choices; whoever listens closes the dialog when the reading has begun."""
        if self._accept.isEnabled() and not self._looking.is_busy:
            self.chosen.emit(self._look, self._choice)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"import_{name}")
        for value in CHOICES.get(name, NAMES[name]):
            combo.addItem(NAMES[name].get(value, value), value)
        if name in CHOICES:
            combo.activated.connect(lambda: self._change_format(**{name: combo.currentData()}))
        else:
            combo.activated.connect(lambda: self._change(**{name: combo.currentData()}))
        return combo

    def _labelled(self, text: str, name: str) -> tuple[QLabel, QComboBox]:
        label, combo = QLabel(text), self._combos[name]
        label.setBuddy(combo)
        combo.setAccessibleName(text.replace("&", ""))
        return label, combo

    def _change_format(self, **changes: Any) -> None:
        """Look at the file again in another format, off the GUI thread."""
        try:
            wanted = replace(self._choice.format, **changes)
        except NnfsError:  # a comma that parts cells and numbers: the other mark gives way
            way = {"decimal": "."} if "delimiter" in changes else {"delimiter": ";"}
            wanted = replace(self._choice.format, **(changes | way))
        path = self._look.path

        def failed(sentence: str) -> None:
            self._choice = replace(self._choice, format=wanted)
            self._problem = sentence
            self._show_choice()

        def done(seen: Look) -> None:
            same = len(seen.guess.columns) == len(self._look.guess.columns)
            self._problem = ""
            self._look = seen
            if same:
                self._choice = replace(self._choice, format=wanted, kinds={})
            else:
                self._choice = Choice.suggested(seen.guess)
            self._show_look()

        self._looking.run(lambda progress, cancelled: look(path, wanted), done, failed)

    def _change(self, **changes: Any) -> None:
        self._choice = replace(self._choice, **changes)
        self._model.show_choice(self._choice)
        self._show_choice()

    def _choose_target(self, item: int) -> None:
        target = None if item == 0 else item - 1
        self._change(target=target, left_out=self._choice.left_out - {target})

    def _toggle_taken(self, column: int) -> None:
        self._change(left_out=self._choice.left_out ^ {column})

    def _toggle_text(self, column: int) -> None:
        is_text = self._choice.kind(self._look.guess, column) == "text"
        self._change(kinds={**self._choice.kinds, column: "number" if is_text else "text"})

    def _take_all(self) -> None:
        self._change(left_out=frozenset())

    def _take_none(self) -> None:
        everything = frozenset(range(len(self._look.guess.columns)))
        self._change(left_out=everything - {self._choice.target})

    def _show_look(self) -> None:
        columns = self._look.guess.columns
        names = self._target.model()
        assert isinstance(names, QStringListModel)
        names.setStringList(["None", *(column.name for column in columns)])
        self._model.show_guess(self._look.guess, self._choice)
        self._table.resizeColumnsToContents()
        self._wide.setVisible(len(columns) > MAX_COLUMNS_SHOWN)
        self._wide.setText(f"The first {MAX_COLUMNS_SHOWN} of {len(columns):,} columns are shown.")
        self._show_choice()

    def _show_choice(self) -> None:
        choice, guess = self._choice, self._look.guess
        for name, combo in self._combos.items():
            value = getattr(choice.format if name in CHOICES else choice, name)
            combo.setCurrentIndex(combo.findData(value))
        self._header.setChecked(choice.format.has_header)
        self._target.setCurrentIndex(0 if choice.target is None else choice.target + 1)
        for widget in (self._kind_label, self._combos["target_kind"]):
            widget.setVisible(choice.target is not None)
        for widget in (self._missing_label, self._combos["missing"]):
            widget.setVisible(self._look.has_missing or self._asks_for_missing)

        n_features = len(choice.features(guess))
        n_columns = n_features + (choice.target is not None)
        n_bytes = guess.n_rows * n_columns * self._studio.project.dtype.itemsize
        about = "" if guess.is_exact else "about "
        self._summary.setText(
            f"{about}{guess.n_rows:,} rows × {len(guess.columns):,} columns; taken: {n_features:,} "
            f"features, {about}{guess.n_rows * n_columns:,} cells, {size_text(n_bytes)}."
        )
        free = free_memory()
        problem = self._problem
        if not problem and not guess.n_rows:
            problem = guess.warning  # that there is a header alone
        elif not problem and n_features == 0:
            problem = "No column is taken as a feature; tick at least one."
        elif not problem and n_bytes > free:
            problem = f"This needs {size_text(n_bytes)}, but only {size_text(free)} are free."
        self._warning.show_text(problem or guess.warning, "error" if problem else "warning")
        self._accept.setText(f"Open {about}{_rounded(guess.n_rows, guess.is_exact)} samples")
        self._accept.setEnabled(not problem and guess.n_rows > 0)


def _rounded(number: int, is_exact: bool) -> str:
    """A number, to two digits when it is an estimate."""
    return f"{number:,}" if is_exact or number < 100 else f"{int(float(f'{number:.2g}')):,}"
