"""Asks which results go to a file, in which format, and writes them off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QRadioButton,
    QWidget,
)

from nnfs_core.finding import Order
from nnfs_core.results import ResultColumn, ResultTable
from nnfs_core.results.exporting import RESULT_FORMATS, ResultFormat, WantedResults, write_results
from nnfs_core.wording import counted, sentence
from nnfs_gui.filtering import RowsChoice
from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.lanes import Lane

NOTHING = "There are no results to save yet: run the forward pass (F5)."
GUARDING = "Put ' before texts that a spreadsheet would compute, such as =1+2"


class ResultsDialog(QDialog):
    """Asks for the format, for which samples, and for which columns."""

    def __init__(
        self,
        table: ResultTable,
        order: Order,
        shown: tuple[ResultColumn, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "results_dialog", "Which results to save")
        self.setWindowTitle("Save the results")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table, self._shown = table, shown
        self.kind = named(QComboBox(), "results_format", "Format of the file")
        for each in RESULT_FORMATS:
            self.kind.addItem(f"{each.title} ({each.suffix})")
        self.kind.currentIndexChanged.connect(self._show_guard)
        self.rows = RowsChoice(order)
        everything = sentence("A&ll {columns}")(counted(len(table.columns), "column"))
        some = sentence("The {columns} &shown")(counted(len(shown), "column"))
        self.all_columns = named(QRadioButton(everything), "results_all_columns")
        self.shown_columns = named(QRadioButton(some), "results_shown_columns")
        self.all_columns.setChecked(True)
        self._columns = QWidget()
        self._columns.setLayout(
            in_column(self.all_columns, self.shown_columns, margins=(0, 0, 0, 0), spacing=4)
        )
        self._columns.setVisible(len(shown) != len(table.columns))
        self.guard = named(QCheckBox("For sp&readsheets"), "results_guard", tip=GUARDING)
        self.guard.setChecked(True)
        note = "The number of each sample, and its label if it has one, stand first."
        said = named(PlainLabel(note, wordWrap=True), "results_note", role="muted")
        form = QFormLayout()
        form.addRow("&Format", self.kind)
        form.addRow("Samples", self.rows if not order.is_everything else self._count(order))
        if not self._columns.isHidden():
            form.addRow("Columns", self._columns)
        form.addRow("", self.guard)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton("Save…", QDialogButtonBox.ButtonRole.AcceptRole)
        named(save, "results_save").setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setLayout(in_column(form, said, buttons, spacing=8))
        self.setMinimumWidth(380)

    @property
    def format(self) -> ResultFormat:
        """The chosen format."""
        return RESULT_FORMATS[self.kind.currentIndex()]

    @property
    def wanted(self) -> WantedResults:
        """What was chosen to be written."""
        columns = self._shown if self.shown_columns.isChecked() else self._table.columns
        guards = self.guard.isChecked()
        return WantedResults(self._table, self.rows.order, columns, for_spreadsheets=guards)

    def _show_guard(self) -> None:
        self.guard.setVisible(self.format.is_text)

    def _count(self, order: Order) -> PlainLabel:
        return named(PlainLabel(f"all {len(order):,}"), "rows_count")


class ResultsSaver(QObject):
    """Saves what `on_show` gives: the results, the samples and the columns on show, if any."""

    def __init__(
        self,
        studio: Studio,
        parent: QWidget,
        on_show: Callable[[], tuple[ResultTable, Order, tuple[ResultColumn, ...]] | None],
    ) -> None:
        super().__init__(parent)
        self._studio, self._window, self._on_show = studio, parent, on_show

    def choose(self) -> None:
        """Ask what to save, then where, then save it."""
        on_show = self._on_show()
        if on_show is None:
            self._studio.notices.error(NOTHING)
            return
        dialog = ResultsDialog(*on_show, self._window)
        dialog.accepted.connect(lambda: self._ask_where(dialog.format, dialog.wanted))
        dialog.open()

    def _ask_where(self, format: ResultFormat, wanted: WantedResults) -> None:
        WhereToSave(
            "Save the results",
            proposed_path(self._studio.document, "results"),
            [f"{format.title} (*{format.suffix})"],
            known=[each.suffix for each in RESULT_FORMATS],
        ).ask(self._window, partial(self.save, wanted))

    def save(self, wanted: WantedResults, path: Path) -> None:
        """Write the results; a failure becomes a notice."""
        saved = sentence("Saved the results of {samples} to {name}.")
        text = saved(counted(len(wanted.order), "sample"), path.name)
        self._studio.tasks.run(
            f"Saving {path.name}",
            lambda progress, cancelled: write_results(
                path, replace(wanted, progress=progress, cancelled=cancelled)
            ),
            lambda nothing: self._studio.tell_saved("results", text),
            lane=Lane.EXPORTING,
        )
