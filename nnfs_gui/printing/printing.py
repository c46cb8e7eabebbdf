"""Asks for a printer or a file, and prints there off the GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from nnfs_core.files.atomic import write_whole
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.printing.printers import is_file, print_on, printer_names, wanted
from nnfs_gui.printing.printout import Printout, pdf_bytes
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.where_to_save import PDF, WhereToSave
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.worker import Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NO_PRINTER = "This computer knows no printer: save the pages as a PDF and print that elsewhere."


class Printing(QObject):
    """Prints pages and saves them for a dialog; `told` and `failed` give it a sentence.

    `chosen` says that the user has decided where, and work begins. It goes on when the dialog is
    closed: then a notice of the window tells how it ended.
    """

    chosen = Signal()
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, studio: Studio, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._studio, self._dialog = studio, dialog
        self._looking = studio.lanes.worker(self, "Looking for printers")

    def ask_for_printer(self, printout: Printout) -> None:
        """Let the system's dialog ask for the printer, then print; say so where there is none."""
        self._looking.run(
            lambda progress, cancelled: printer_names(),
            lambda names: self._ask(printout) if names else self.failed.emit(NO_PRINTER),
            self.failed.emit,
        )

    def ask_for_file(self, printout: Printout, proposal: Path) -> None:
        """Ask for the name of a PDF, proposed without suffix, then write it."""
        where = WhereToSave("Save the pages", proposal, [PDF])
        where.ask(self._dialog, partial(self._save, printout))

    def run(self, text: str, work: Work[None], done: str) -> None:
        """Do work that the user has decided on; `text` says it in the status bar, `done` after."""
        studio = self._studio
        if studio.tasks.are_busy(Lane.EXPORTING):
            self.failed.emit("Wait until the work under way is done, then try again.")
            return

        def tell(nothing: None) -> None:
            (self.told.emit if self._is_heard else studio.notices.info)(done)

        def fail(sentence: str) -> None:
            (self.failed.emit if self._is_heard else studio.notices.error)(sentence)

        self.chosen.emit()
        studio.tasks.run(text, work, tell, fail, lane=Lane.EXPORTING)

    @property
    def _is_heard(self) -> bool:
        """Whether the dialog is still there to tell what happened."""
        return shiboken6.isValid(self._dialog) and self._dialog.isVisible()

    def _ask(self, printout: Printout) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        printer.setResolution(printout.resolution)
        printer.setDocName(printout.title)
        printer.setCreator("NNFS Studio")
        printer.setPageLayout(printout.paper.layout)
        dialog = named(QPrintDialog(printer, self._dialog), "printer_dialog", "Print")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(printout.pages))
        dialog.finished.connect(
            lambda result: self._begin(printer, wanted(printer, printout)) if result else None
        )
        QDialog.open(dialog)  # its own `open` is another

    def _begin(self, printer: QPrinter, printout: Printout) -> None:
        if is_file(printer):
            # not by Qt, which leaves half a file on a full disk and says nothing
            self._save(printout, Path(printer.outputFileName()))
            return

        def work(progress: Progress, cancelled: IsCancelled) -> None:
            print_on(printer, printout, progress, cancelled)

        sent = sentence("Sent {title} to {printer}.")(printout.title, printer.printerName())
        self.run(f"Printing {printout.title}", work, sent)

    def _save(self, printout: Printout, path: Path) -> None:
        def work(progress: Progress, cancelled: IsCancelled) -> None:
            write_whole(path, pdf_bytes(printout, progress, cancelled))

        self.run(f"Saving {path.name}", work, sentence("Saved {name}.")(path.name))
