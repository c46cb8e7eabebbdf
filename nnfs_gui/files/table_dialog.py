"""Shows what is in a table of text and asks how to read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.advice import advised, as_before
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import agreeing, first_few, one_line, sentence
from nnfs_gui.files.column_search import ColumnSearch
from nnfs_gui.files.column_table import ColumnsModel
from nnfs_gui.files.column_words import Option, automatic
from nnfs_gui.files.columns_view import ColumnsView
from nnfs_gui.files.dialog_questions import DialogQuestions
from nnfs_gui.files.format_box import FormatBox, parted_anew
from nnfs_gui.files.import_dialog import TARGET_KINDS, ImportDialog, labelled, names_model, row_of
from nnfs_gui.files.table_preview import TablePreview
from nnfs_gui.files.table_problem import findings, looks_wrong, n_missing, problem
from nnfs_gui.files.table_questions import merge_questions, reading_questions
from nnfs_gui.files.table_size import TableSize
from nnfs_gui.files.whole_file import WholeFile
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named, restyle

MISSING = {
    "keep": "Keep as NaN",
    "mean": "The column's mean",
    "zero": "0",
    "drop": "Leave the sample out",
}
CLASS_ORDERS = {"appearance": "As in the file", "alphabetical": "Alphabetical"}
YOURS = "You chose it."
SEARCHED_FROM = 15  # columns, which one sees at a glance
FITTED = 50  # columns of the preview that get the room that their cells need


class TableDialog(ImportDialog):
    """Asks what each column of a table is, and how cells are spelled, while the file is read."""

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
        self._problem = ""  # of another format
        self._survey: TableSurvey | None = None
        self._reasons = as_before(guess, choice)  # for roles other than by their looks
        # of a column that the box of targets made the target, and all reasons then
        self._before_target: dict[int, tuple[ColumnChoice, dict[int, str]]] = {}
        self._whole = WholeFile(studio, self)
        self._whole.counted.connect(self._show_survey)
        self._whole.failed.connect(self._show_failed)
        self.finished.connect(self._whole.stop)

        self._format = FormatBox()
        self._format.wanted.connect(self._change_format)
        self._questions = DialogQuestions("import_question")
        self._columns_model = ColumnsModel(studio.theme, guess, choice)
        self._columns = ColumnsView(studio.theme, self._columns_model)
        self._columns.asked.connect(self._change_columns)
        self._columns.moved_to.connect(self._go_to)
        self._target = self._combo("target", "Target column", {}, lambda value: None)
        self._names = names_model(self._target, 14)
        self._target.activated.connect(self._choose_target)
        self._kind = self._combo(
            "target_kind", "Read the target as", TARGET_KINDS, partial(self._change, "target_kind")
        )
        self._kind_label = labelled("re&ad as", self._kind)
        self._search = ColumnSearch(self._columns)
        self._search.textChanged.connect(self._columns_model.look_for)
        self._missing = self._combo(
            "missing", "Missing values", MISSING, partial(self._change, "missing")
        )
        self._n_missing = named(ElidedLabel("muted"), "import_n_missing")
        self._about = named(ElidedLabel("muted"), "import_about")
        self._summary.setWordWrap(True)
        self._order = self._combo(
            "order", "Order of the classes", CLASS_ORDERS, partial(self._change, "class_order")
        )
        self._missing_parts = (
            labelled("M&issing values", self._missing),
            self._missing,
            self._n_missing,
        )
        self._order_parts = (labelled("Class o&rder", self._order), self._order)
        target = row_of(
            labelled("&Target", self._target), self._target, self._kind_label, self._kind
        )
        target.addWidget(self._search)
        below = row_of(*self._missing_parts[:2])
        below.insertWidget(below.count() - 1, self._n_missing, 1)
        for part in self._order_parts:
            below.insertWidget(below.count() - 1, part)
        both = named(QSplitter(Qt.Orientation.Vertical), "import_both")
        both.setChildrenCollapsible(False)
        both.addWidget(self._columns)
        both.addWidget(self._table)
        both.setSizes([300, 200])
        self._arrange(
            [self._format, self._questions, self._warning, target],
            both,
            in_column(self._about, below, margins=(0, 0, 0, 0), spacing=6),
        )
        self.resize(size_within(parent, QSize(1040, 720)))
        self._order_keys()
        self._show_look()
        if guess.cells is not None and len(guess.cells.sheets) > 1:
            self._format.unfold()

    @staticmethod
    def look_again(
        guess: TableGuess, choice: TableChoice, cancelled: IsCancelled
    ) -> tuple[TableGuess, TableChoice]:
        now = preview(guess.path, choice.format, cancelled)
        one, other = now.format, guess.format
        is_same = (one.sheet, one.delimiter) == (other.sheet, other.delimiter)
        fits = is_same and len(now.columns) == len(choice.columns)
        return now, choice if fits else TableChoice.suggested(now)

    def _change_format(self, wanted: TableFormat, kept: Collection[str] | None = None) -> None:
        """Look at the file again in another format, off the GUI thread.

        kept: all but these fields of it is guessed anew to suit its delimiter.
        """
        choice = replace(self._choice, format=wanted)
        self._whole.stop()
        self._reason.setText("The first rows are being read.")
        self._accept.setEnabled(False)

        def failed(sentence: str) -> None:
            self._choice, self._problem = choice, sentence
            self._show_choice()

        def done(found: tuple[TableGuess, TableChoice]) -> None:
            self._look, self._choice = found[0], found[1].read_as_guessed(found[0])
            self._problem, self._reasons = "", {}
            self._show_look()

        guess = self._look

        def look(progress: Progress, cancelled: IsCancelled) -> tuple[TableGuess, TableChoice]:
            suits = wanted if kept is None else parted_anew(guess.path, wanted, kept, cancelled)
            return self.look_again(guess, replace(choice, format=suits), cancelled)

        self._looking.run(look, done, failed)

    def _choose(self, choice: TableChoice) -> None:
        self._choice = choice
        self._model.show_choice(choice)
        self._columns_model.show_choice(choice, self._reasons)
        if (place := self._columns.current_place) is not None:
            self._show_reason_of(place)
        self._show_choice()

    def _change_columns(self, places: list[int], option: Option) -> None:
        self._reasons |= dict.fromkeys(places, YOURS)
        choice = self._choice.with_columns(places, **option.changes)
        if option.target_kind is not None:
            choice = replace(choice, target_kind=option.target_kind)
        self._choose(choice)

    def _choose_target(self, item: int) -> None:
        """Take another column for the target. The one before is again what it was, if it was
        chosen here, for arrows pass over columns that nobody means."""
        choice, before, self._before_target = self._choice, self._before_target, {}
        if (target := choice.target) is None:
            pass
        elif target in before:
            was, self._reasons = before[target]
            choice = choice.with_columns([target], **vars(was))
        else:
            self._reasons = self._reasons | {target: YOURS}
            choice = choice.with_columns([target], role="feature")
        if item == 0:
            self._choose(choice)
            return
        place = item - 1
        self._before_target = {place: (choice.columns[place], self._reasons)}
        self._reasons = self._reasons | {place: YOURS}
        self._choose(choice.with_columns([place], role="target"))
        self._columns.show_place(place)

    def _change(self, name: str, value: Any) -> None:
        self._choose(replace(self._choice, **{name: value}))

    def _go_to(self, place: int) -> None:
        """Show in the first rows the column that the user is at, and why it is what it is."""
        self._show_reason_of(place)
        self._table.scrollTo(self._model.index(0, place))
        self._table.selectColumn(place)

    def _show_reason_of(self, place: int) -> None:
        name, reason = self._look.columns[place].name, self._reason_of(place)
        about = sentence("{name}: {reason}")
        self._about.setText(about(one_line(name, 60), reason) if reason else "")

    def _reason_of(self, place: int) -> str:
        return self._reasons.get(place, self._look.columns[place].reason)

    def _show_look(self) -> None:
        columns = self._look.columns
        self._survey, self._before_target = None, {}
        self._names.setStringList(["None", *(one_line(column.name) for column in columns)])
        self._model.show_guess(self._look, self._choice)
        self._columns_model.show_guess(self._look, self._choice, self._reasons)
        for place in range(min(FITTED, len(columns))):
            self._table.resizeColumnToContents(place)
        self._search.setVisible(len(columns) >= SEARCHED_FROM)
        self._columns.setCurrentIndex(self._columns_model.index(0, 1))
        self._whole.read(self._look)
        self._show_choice()

    def _show_survey(self, survey: TableSurvey) -> None:
        """Show what has been counted, and what it changes of what was suggested."""
        self._survey = survey
        choice, reasons = advised(self._choice, survey, self._reasons)
        self._reasons |= reasons
        self._columns_model.show_survey(survey)
        self._choose(choice)

    def _show_failed(self, sentence: str) -> None:
        self._problem = sentence
        self._show_choice()

    def _show_choice(self) -> None:
        choice, guess, survey = self._choice, self._look, self._survey
        sheets = () if guess.cells is None else [sheet.name for sheet in guess.cells.sheets]
        self._format.show_format(choice.format, sheets, is_text=guess.cells is None)
        self._format.setVisible(guess.cells is None or not guess.cells.names)  # else it is told
        self._target.setCurrentIndex(0 if choice.target is None else choice.target + 1)
        for combo, value in (
            (self._kind, choice.target_kind),
            (self._missing, choice.missing),
            (self._order, choice.class_order),
        ):
            combo.setCurrentIndex(combo.findData(value))
        target = choice.target
        if target is not None:
            found = None if survey is None else survey.columns[target]
            self._kind.setItemText(0, automatic(choice.columns[target], found))
        for widget in (self._kind_label, self._kind):
            widget.setVisible(choice.target is not None)
        has_text = any(
            column.is_text and column.role in ("feature", "target") for column in choice.columns
        )
        for widget in self._order_parts:
            widget.setVisible(has_text)
        self._show_missing()

        size = TableSize.of(guess, choice, survey, self._studio.project.dtype.itemsize)
        self._summary.setText(size.told)
        whole = survey if survey is not None and survey.is_whole else None
        why_not = self._problem or problem(guess, choice, whole, size.n_bytes, free_memory())
        seen = [] if survey is None else findings(guess, choice, survey)
        told = filter(None, (looks_wrong(guess, survey), *seen))
        self._warning.show_text(" ".join(told), "warning")
        self._ask_questions()
        self._show_reason(why_not)
        self._accept.setText(f"Open {size.rows} {agreeing(size.n_rows, 'sample')}")

    def _ask_questions(self) -> None:
        """Ask what has two meanings that the file does not decide between."""
        questions = reading_questions(self._look, self._change_format)
        if self._survey is not None and self._survey.is_whole:
            questions += merge_questions(self._look, self._choice, self._survey, self._merge)
        if self._questions.ask(questions):
            self._order_keys()

    def _order_keys(self) -> None:
        """Let Tab go from top to bottom, also through what has come up since."""
        fields = self._target, self._kind, self._search, self._columns, self._table
        order = *self._format.fields, *self._questions.buttons, *fields, self._missing, self._order
        for before, after in pairwise((*order, self._accept)):
            self.setTabOrder(before, after)

    def _merge(self, place: int, same: Mapping[str, str]) -> None:
        self._choose(self._choice.with_columns([place], merged=same))

    def _show_missing(self) -> None:
        """Count what is missing, where there is something to choose about it."""
        total, places = (0, []) if self._survey is None else n_missing(self._choice, self._survey)
        is_asked = total > 0 or self._look.has_missing or self._asks_for_missing
        for widget in self._missing_parts:
            widget.setVisible(is_asked)
        names = [self._look.columns[place].name for place in places]
        where = sentence("{n:,} in {columns}")
        self._n_missing.setText(where(total, first_few(names)) if total else "")

    def _show_reason(self, why_not: str) -> None:
        """Say beside the button why it is off, or else how far the file has been read."""
        reading = ""
        if self._whole.is_busy:
            share = sentence("Counting in the whole file ({percent} %). You can open it before.")
            reading = share(0 if self._survey is None else int(100 * self._survey.share))
        restyle(self._reason, "role", "error" if why_not else "muted")
        self._reason.setText(why_not or reading)
        self._accept.setEnabled(not why_not)
