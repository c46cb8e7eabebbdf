"""Shows the first rows of a table of text and asks how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables import TableGuess, preview
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled
from nnfs_core.wording import sentence, size_text
from nnfs_gui.files.import_dialog import TARGET_KINDS, ImportDialog, labelled, names_model, row_of
from nnfs_gui.files.table_preview import MAX_COLUMNS_SHOWN, TablePreview
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.named import named

Fields = dict[str, tuple[str, dict[Any, str]]]  # by name: the label, and the text of each value

FORMAT_FIELDS: Fields = {
    "delimiter": (
        "&Delimiter",
        {",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |"},
    ),
    "decimal": ("Deci&mal mark", {".": "Point 1.5", ",": "Comma 1,5"}),
    "quote": ("&Quotes", {'"': 'Double "', "'": "Single '", "": "None"}),
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
CHOICE_FIELDS: Fields = {
    "target_kind": ("re&ad as", TARGET_KINDS),
    "missing": (
        "M&issing values",
        {
            "keep": "Keep as NaN",
            "mean": "The column's mean",
            "zero": "0",
            "drop": "Leave the sample out",
        },
    ),
}


class TableDialog(ImportDialog):
    """Asks which columns of a table are taken, which is the target, and how cells are spelled."""

    name = "import"
    title = "Open a table of data"

    _look: TableGuess
    _choice: TableChoice

    def __init__(
        self, studio: Studio, guess: TableGuess, choice: TableChoice, parent: QWidget | None
    ) -> None:
        super().__init__(studio, guess, choice, parent)
        self._model = self._previewed(TablePreview(studio.theme, guess, choice))
        self._asks_for_missing = choice.missing != "keep"
        self._problem = ""
        self._model.take_toggled.connect(self._toggle_taken)
        self._model.text_toggled.connect(self._toggle_text)
        self._table.horizontalHeader().setMinimumSectionSize(96)  # a box and "number" fit in

        self._fields: dict[str, tuple[QLabel, QComboBox]] = {}
        for name, (text, texts) in {**FORMAT_FIELDS, **CHOICE_FIELDS}.items():
            change = self._change_format if name in FORMAT_FIELDS else self._change

            def chosen(value: Any, name: str = name, change: Any = change) -> None:
                change(**{name: value})

            combo = self._combo(name, text.replace("&", ""), texts, chosen)
            self._fields[name] = labelled(text, combo), combo
        self._header = named(QCheckBox("First row has &names"), "import_header")
        self._header.clicked.connect(lambda on: self._change_format(header_rows=int(on)))
        self._target = self._combo("target", "Target column", {}, lambda value: None)
        self._names = names_model(self._target, 14)
        self._target.activated.connect(self._choose_target)
        self._wide = self._note("wide")
        links = (
            self._link("Take all", "take_all", self._take_all),
            self._link("Take none", "take_none", self._take_none),
        )
        self._arrange(
            [
                row_of(
                    *self._fields["delimiter"], *self._fields["decimal"], *self._fields["quote"]
                ),
                row_of(
                    self._header,
                    labelled("&Target", self._target),
                    self._target,
                    *self._fields["target_kind"],
                ),
                row_of(*self._fields["encoding"], *self._fields["missing"]),
            ],
            row_of(*links, self._wide),
        )
        self.resize(size_within(parent, QSize(760, 560)))
        self._show_look()

    @staticmethod
    def look_again(
        guess: TableGuess, choice: TableChoice, cancelled: IsCancelled
    ) -> tuple[TableGuess, TableChoice]:
        now = preview(guess.path, choice.format, cancelled)
        fits = len(now.columns) == len(choice.columns)
        return now, choice if fits else TableChoice.suggested(now)

    def _link(self, text: str, name: str, action: Callable[[], None]) -> QPushButton:
        """A button that reads like a link."""
        button = named(QPushButton(text, autoDefault=False), f"import_{name}", role="link")
        button.clicked.connect(action)
        return button

    def _change_format(self, **changes: Any) -> None:
        """Look at the file again in another format, off the GUI thread."""
        try:
            wanted = replace(self._choice.format, **changes)
        except NnfsError:  # a comma that parts cells and numbers: the other mark gives way
            way = {"decimal": "."} if "delimiter" in changes else {"delimiter": ";"}
            wanted = replace(self._choice.format, **(changes | way))
        choice = replace(self._choice, format=wanted)

        def failed(sentence: str) -> None:
            self._choice, self._problem = choice, sentence
            self._show_choice()

        def done(found: tuple[TableGuess, TableChoice]) -> None:
            self._look, self._choice = found[0], found[1].read_as_guessed(found[0])
            self._problem = ""
            self._show_look()

        look = self._look
        self._looking.run(
            lambda progress, cancelled: self.look_again(look, choice, cancelled), done, failed
        )

    def _change(self, **changes: Any) -> None:
        self._choose(replace(self._choice, **changes))

    def _choose(self, choice: TableChoice) -> None:
        self._choice = choice
        self._model.show_choice(self._choice)
        self._show_choice()

    def _choose_target(self, item: int) -> None:
        if item > 0:
            self._choose(self._choice.with_column(item - 1, role="target"))
        elif self._choice.target is not None:
            self._choose(self._choice.with_column(self._choice.target, role="feature"))

    def _toggle_taken(self, column: int) -> None:
        is_taken = self._choice.columns[column].role == "feature"
        self._choose(self._choice.with_column(column, role="left out" if is_taken else "feature"))

    def _toggle_text(self, column: int) -> None:
        is_text = self._choice.columns[column].is_text
        self._choose(self._choice.with_column(column, read_as="number" if is_text else "codes"))

    def _take_all(self) -> None:
        everything = {*range(len(self._choice.columns))}
        self._choose(self._choice.with_features(everything - {self._choice.target}))

    def _take_none(self) -> None:
        self._choose(self._choice.with_features(()))

    def _show_look(self) -> None:
        columns = self._look.columns
        self._names.setStringList(["None", *(column.name for column in columns)])
        self._model.show_guess(self._look, self._choice)
        self._table.resizeColumnsToContents()
        self._wide.setVisible(len(columns) > MAX_COLUMNS_SHOWN)
        first = sentence("The first {most} of {n_columns:,} columns are shown.")
        self._wide.setText(first(MAX_COLUMNS_SHOWN, len(columns)))
        self._show_choice()

    def _show_choice(self) -> None:
        choice, guess = self._choice, self._look
        for name, (_, combo) in self._fields.items():
            value = getattr(choice.format if name in FORMAT_FIELDS else choice, name)
            combo.setCurrentIndex(combo.findData(value))
        self._header.setChecked(choice.format.has_header)
        self._target.setCurrentIndex(0 if choice.target is None else choice.target + 1)
        for widget in self._fields["target_kind"]:
            widget.setVisible(choice.target is not None)
        for widget in self._fields["missing"]:
            widget.setVisible(guess.has_missing or self._asks_for_missing)

        n_rows, n_features = guess.n_rows, len(choice.features)
        n_columns = n_features + (choice.target is not None)
        n_bytes = n_rows * n_columns * self._studio.project.dtype.itemsize
        about = "" if guess.is_exact else "about "
        self._summary.setText(
            sentence(
                "{about}{n_rows:,} rows × {n_columns:,} columns; taken: {n_taken:,} features, "
                "{about}{n_cells:,} cells, {size}."
            )(about, n_rows, len(guess.columns), n_features, n_rows * n_columns, size_text(n_bytes))
        )
        free = free_memory()
        problem = self._problem
        if not problem and not guess.n_rows:
            problem = guess.warning  # that there is a header alone
        elif not problem and n_features == 0:
            problem = "No column is taken as a feature; tick at least one."
        elif not problem and n_bytes > free:
            needs = sentence("This needs {size}, but only {free} are free.")
            problem = needs(size_text(n_bytes), size_text(free))
        self._warning.show_text(problem or guess.warning, "error" if problem else "warning")
        self._accept.setText(f"Open {about}{_rounded(guess.n_rows, guess.is_exact)} samples")
        self._accept.setEnabled(not problem and guess.n_rows > 0)


def _rounded(number: int, is_exact: bool) -> str:
    """A number, to two digits when it is an estimate."""
    return f"{number:,}" if is_exact or number < 100 else f"{int(float(f'{number:.2g}')):,}"
