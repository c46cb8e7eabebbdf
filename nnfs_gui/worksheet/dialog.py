"""Makes a worksheet in a dialog: choices at the left, pages at the right to print and save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QTabBar, QWidget

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import agreeing, counted, sentence
from nnfs_core.worksheet import Cell, Sheet, Worksheet, printed_sheet, unanswerable
from nnfs_gui.printing.paper import Paper
from nnfs_gui.printing.printout import Printout
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence
from nnfs_gui.worksheet.form import WorksheetForm
from nnfs_gui.worksheet.grid import on_paper
from nnfs_gui.worksheet.layout import laid_out
from nnfs_gui.worksheet.painting import printout
from nnfs_gui.worksheet.paper import Page
from nnfs_gui.worksheet.preview import PagePreview
from nnfs_gui.worksheet.saving import Wanted, WorksheetSaver

FORM_WIDTH = 300
SIZE = QSize(1060, 780)


@dataclass(frozen=True)
class PreparedPages:
    """Holds what the worker makes of the choices."""

    worksheet: Worksheet
    pages: Sequence[Page]
    printout: Printout  # of these pages
    stuck: tuple[Cell, ...]  # blanks that cannot be worked out


class WorksheetDialog(QDialog):
    """Makes a worksheet of the project as it is now; files are proposed in `folder`.

    Closing it loses nothing: `open_again` shows it with all that was chosen.
    """

    def __init__(self, studio: Studio, title: str, folder: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        named(self, "worksheet_dialog", "Worksheet and key")
        self.setWindowTitle("Worksheet")
        self._studio, self._project, self._title = studio, studio.project, title
        self._saver = WorksheetSaver(studio, folder, self)
        self._making = studio.lanes.worker(self, "The worksheet")
        self._sheet: Sheet | None = None
        self._worksheet: Worksheet | None = None
        self._printout: Printout | None = None  # of what is shown
        self._paper = Paper()
        self._blanks: frozenset[Cell] = frozenset()

        self._form = WorksheetForm(self._project, title)
        self._sides = named(QTabBar(), "worksheet_side", "Worksheet or key")
        self._sides.setDrawBase(False)
        for side in ("Worksheet", "Key"):
            self._sides.addTab(side)
        self._summary = named(PlainLabel(), "worksheet_summary", role="muted")
        self._sentence = Sentence("worksheet_sentence")
        self._preview = PagePreview(studio.theme, self._said)
        self._scroll = named(QScrollArea(), "worksheet_pages")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(self._preview)
        self._pointed = named(PlainLabel(), "worksheet_pointed", role="muted")
        self._saved = named(PlainLabel(), "worksheet_saved", role="good")
        print_button = _button("P&rint…", "print_worksheet", self._print)
        print_button.setToolTip("Print the pages above (Ctrl+P)")
        QShortcut(QKeySequence("Ctrl+P"), self, print_button.click)
        self._save_buttons = [
            print_button,
            _button("Save &worksheet…", "save_worksheet", lambda: self._save("worksheet")),
            _button("Save &key…", "save_key", lambda: self._save("key")),
            _button("Sa&ve both…", "save_both", lambda: self._save("both")),
        ]
        self._save_buttons[-1].setProperty("primary", "true")
        self._build()
        self._form.changed.connect(self._refresh)
        self._sides.currentChanged.connect(self._refresh)
        self._saver.told.connect(self._saved.setText)
        self._saver.failed.connect(lambda text: self._sentence.show_text(text, "error"))
        self._preview.toggled.connect(self._toggle)
        self._preview.pointed.connect(self._tell_cell)
        self._preview.reached.connect(self._bring_into_view)
        studio.theme.changed.connect(self._preview.update)
        self._tell_cell(None)
        self._refresh()

    def _build(self) -> None:
        choices = QScrollArea()
        choices.setWidgetResizable(True)
        choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices.setWidget(self._form)
        needed = self._form.minimumSizeHint() + choices.verticalScrollBar().sizeHint()
        choices.setFixedWidth(max(FORM_WIDTH, needed.width()))
        head = in_row(self._sides, 1, self._summary)
        right = in_column(head, self._sentence, (self._scroll, 1), self._pointed, spacing=6)
        columns = in_row(choices, (right, 1), spacing=10)
        close = _button("&Close", "worksheet_close", self.reject)
        foot = in_row((self._saved, 1), *self._save_buttons, close)
        self.setLayout(in_column((columns, 1), foot))
        self.resize(size_within(self.parentWidget(), SIZE))

    @property
    def is_key_shown(self) -> bool:
        return self._sides.currentIndex() == 1

    def open_again(self, title: str) -> bool:
        """Open with the same choices for the present project; False if that is quite another."""
        project = self._studio.project
        is_alike = (
            title == self._title
            and project.network.names == self._project.network.names
            and project.batch.columns == self._project.batch.columns
        )
        if is_alike:
            self._project, self._sheet = project, None
            self._form.renew(project)
            self._refresh()
            self.open()
        return is_alike

    def done(self, result: int) -> None:
        self._making.cancel()
        super().done(result)

    def _refresh(self) -> None:
        """Make the pages anew in the background; the sentence says why when there are none."""
        try:
            choice = self._form.choice()
        except NnfsError as error:
            self._making.cancel()
            self._refuse(str(error))
            return
        project, sheet, blanks = self._project, self._sheet, self._blanks
        preset, looks, is_key = self._form.preset(), self._form.looks, self.is_key_shown

        def work(progress: Progress, cancelled: IsCancelled) -> PreparedPages:
            fresh = sheet if sheet is not None and sheet.choice == choice else None
            numbers = fresh or printed_sheet(project, choice)
            chosen = blanks if preset is None else preset(numbers)
            worksheet = Worksheet(looks.title, numbers, chosen, **looks.extras)
            pages = laid_out(worksheet, looks.paper, is_key=is_key)
            printed = printout(worksheet, pages, looks.paper, is_key=is_key)
            return PreparedPages(worksheet, pages, printed, unanswerable(numbers, chosen))

        self._making.run(work, lambda made: self._show(made, looks.paper), self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._sheet = self._worksheet = self._printout = None
        self._sentence.show_text(sentence, "error")
        self._preview.show_pages(self._paper, ())
        self._summary.clear()
        self._allow_saving(False)
        self._tell_cell(None)

    def _show(self, made: PreparedPages, paper: Paper) -> None:
        self._worksheet, self._sheet, self._paper = made.worksheet, made.worksheet.sheet, paper
        self._blanks, self._printout = made.worksheet.blanks, made.printout
        self._preview.show_pages(paper, made.pages)
        n_blanks = len(made.worksheet.blank_cells)
        self._summary.setText(f"{counted(n_blanks, 'blank')}, {counted(len(made.pages), 'page')}")
        self._sentence.show_text(_warning(made), "warning")
        self._allow_saving(True)
        self._tell_cell(self._preview.pointed_cell)

    def _allow_saving(self, is_possible: bool) -> None:
        self._saved.clear()
        for button in self._save_buttons:
            button.setEnabled(is_possible)

    def _toggle(self, cell: Cell) -> None:
        if self._worksheet is not None:
            self._blanks = self._worksheet.toggled(cell).blanks
            self._form.choose_by_hand()
            self._refresh()

    def _tell_cell(self, cell: Cell | None) -> None:
        if cell is None or self._worksheet is None or cell not in self._worksheet.sheet.cells:
            hint = "Click a number to leave it blank." if self._worksheet is not None else ""
            self._pointed.setText(hint)
            return
        is_blank = cell in self._worksheet.blanks
        what = "a click fills it in" if is_blank else "a click leaves it blank"
        self._pointed.setText(f"{self._said(cell)}; {what}.")

    def _said(self, cell: Cell) -> str:
        """A number of the sheet in words."""
        assert self._sheet is not None
        return f"{self._sheet.place(cell)}: {on_paper(self._sheet.text(cell))}"

    def _bring_into_view(self, place: QRectF) -> None:
        center = place.center().toPoint()
        self._scroll.ensureVisible(center.x(), center.y(), 60, 60)

    def _print(self) -> None:
        """Print the side that is shown."""
        if self._printout is not None:
            self._saver.ask_for_printer(self._printout)

    def _save(self, wanted: Wanted) -> None:
        if self._worksheet is not None:
            self._saver.ask(wanted, self._worksheet, self._paper)


def _warning(made: PreparedPages) -> str:
    """What a teacher should know before handing this out."""
    if not made.stuck:
        return ""
    found = f"{agreeing(len(made.stuck), 'blank')} cannot"
    place = made.worksheet.sheet.place(made.stuck[0])
    stuck = sentence("{n} {found} be worked out from what is left, such as “{place}”.")
    return stuck(len(made.stuck), found, place)


def _button(text: str, name: str, action: object) -> QPushButton:
    button = named(QPushButton(text, autoDefault=False), name)
    button.clicked.connect(action)
    return button
