"""Asks what of a plot is printed and on which pages, and shows these first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QPushButton, QWidget

from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
from nnfs_gui.panels.outputs.printing.pages import PageTitles, plot_printout
from nnfs_gui.printing.paper import ORIENTATIONS, SIZES, Paper, usual_size
from nnfs_gui.printing.preview import PrintPreview
from nnfs_gui.printing.printing import Printing
from nnfs_gui.printing.printout import Printout
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence

SIZE = QSize(980, 780)
FORM_WIDTH = 280
SHOWN = {True: "All of it", False: "What is in view"}
PAGES = {False: "As many as needed", True: "One page"}
HINTS = {
    False: "No number is left out: what is wider or higher than a page continues on the next "
    "one, and no cell is cut through.",
    True: "All is as small as it must be; what is too small for numbers is printed in colours.",
}
MANY = 50  # pages, of which to warn


class PrintDialog(QDialog):
    """Prints `whole`, or only what is `seen`; it remembers what was chosen last.

    Printing goes on when it has closed; a PDF is proposed at `proposal`.
    """

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        whole: OutputsPicture,
        seen: OutputsPicture,
        titles: PageTitles,
        proposal: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "print_dialog", "Print the plot")
        self.setWindowTitle("Print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._titles, self._proposal = settings, titles, proposal
        self._pictures = {True: whole, False: seen}
        self._printout: Printout | None = None
        self._printing = Printing(studio, self)
        self._laying_out = studio.lanes.worker(self, "The preview")
        self._shown = _combo("print_shown", SHOWN, settings.print_is_whole)
        self._pages = _combo("print_pages", PAGES, settings.print_on_one_page)
        paper = settings.print_paper or usual_size()
        self._size = _combo("print_paper", {name: name for name in SIZES}, paper)
        self._orientation = _combo("print_orientation", ORIENTATIONS, settings.print_is_landscape)
        self._summary = named(PlainLabel(), "print_summary", role="muted")
        self._hint = named(PlainLabel(wordWrap=True), "print_hint", role="muted")
        self._fault = Sentence("print_sentence")
        self._preview = PrintPreview(studio, self._fault)
        self._print = _button("&Print…", "print_print", self._ask_for_printer)
        self._save = _button("Save as P&DF…", "print_save", self._ask_for_file)
        self._print.setProperty("primary", "true")
        self._build()
        self._printing.chosen.connect(self.accept)
        self._printing.failed.connect(lambda text: self._fault.show_text(text, "error"))
        self._refresh()

    @property
    def paper(self) -> Paper:
        return Paper(self._size.currentData(), self._orientation.currentData())

    def done(self, result: int) -> None:
        self._laying_out.cancel()
        self._preview.stop()
        super().done(result)

    def _build(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, combo in (
            ("S&how", self._shown),
            ("Pa&ges", self._pages),
            ("P&aper", self._size),
            ("&Orientation", self._orientation),
        ):
            rows.addRow(text, combo)
            combo.setAccessibleName(text.replace("&", ""))
            combo.currentIndexChanged.connect(self._refresh)
        form = QWidget()
        form.setLayout(
            in_column(rows, self._hint, self._summary, 1, margins=(0, 0, 0, 0), spacing=10)
        )
        form.setFixedWidth(FORM_WIDTH)
        right = in_column(self._fault, (self._preview, 1), spacing=6)
        close = _button("&Close", "print_close", self.reject)
        foot = in_row(1, self._print, self._save, close)
        self.setLayout(in_column((in_row(form, (right, 1), spacing=12), 1), foot, spacing=10))
        self.resize(size_within(self.parentWidget(), SIZE))

    def _refresh(self, *ignored: object) -> None:
        """Lay the pages out anew in the background; the sentence says why when there are none."""
        whole, is_one = self._shown.currentData(), self._pages.currentData()
        settings = self._settings
        settings.print_is_whole, settings.print_on_one_page = whole, is_one
        settings.print_paper, settings.print_is_landscape = self.paper.size, self.paper.is_landscape
        self._hint.setText(HINTS[is_one])
        picture, titles, paper = self._pictures[whole], self._titles, self.paper

        def work(progress: Progress, cancelled: IsCancelled) -> Printout:
            return plot_printout(picture, titles, paper, on_one_page=is_one, cancelled=cancelled)

        self._laying_out.run(work, self._show, self._refuse)

    def _show(self, printout: Printout) -> None:
        self._take(printout)
        n_pages = len(printout.pages)
        much = sentence("These are {n:,} pages. What is in view, or all on one page, takes fewer.")
        self._fault.show_text(much(n_pages) if n_pages > MANY else "", "warning")
        self._summary.setText(counted(n_pages, "page"))

    def _refuse(self, text: str) -> None:
        self._take(None)
        self._fault.show_text(text, "error")
        self._summary.clear()

    def _take(self, printout: Printout | None) -> None:
        self._printout = printout
        self._preview.show_printout(printout)
        for button in (self._print, self._save):
            button.setEnabled(printout is not None)

    def _ask_for_printer(self) -> None:
        if self._printout is not None:
            self._printing.ask_for_printer(self._printout)

    def _ask_for_file(self) -> None:
        if self._printout is not None:
            self._printing.ask_for_file(self._printout, self._proposal)


def _combo(name: str, texts: dict[bool, str] | dict[str, str], value: object) -> QComboBox:
    combo = named(QComboBox(), name)
    for each, text in texts.items():
        combo.addItem(text, each)
    combo.setCurrentIndex(max(0, combo.findData(value)))
    return combo


def _button(text: str, name: str, action: object) -> QPushButton:
    button = named(QPushButton(text, autoDefault=False), name)
    button.clicked.connect(action)
    return button
