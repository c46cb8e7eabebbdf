"""Sends pages to printers. It imports Qt's printing only when it is asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, ignored, never, part_of, stop_if
from nnfs_gui.printing.printout import Printout, paint_on, pdf_bytes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def printer_names() -> list[str]:
    """The printers that the system knows; asking it may take a moment."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def is_file(printer: QPrinter) -> bool:
    """Whether the user chose to print to a file."""
    return printer.outputFormat() == type(printer).OutputFormat.PdfFormat


def wanted(printer: QPrinter, printout: Printout) -> Printout:
    """The pages that were chosen in the system's dialog, in the order chosen there.

    A range that CUPS sees to is not among what the printer says of itself.
    """
    kinds, ranges = type(printer), printer.pageRanges()
    numbers = list(range(len(printout.pages)))
    if printer.printRange() == kinds.PrintRange.PageRange and not ranges.isEmpty():
        numbers = [number for number in numbers if ranges.contains(number + 1)]
    if printer.pageOrder() == kinds.PageOrder.LastPageFirst:
        numbers.reverse()
    return printout.only(numbers)


def print_on(
    printer: QPrinter,
    printout: Printout,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Send the pages to a printer, scaled to the paper that it has.

    A printer gives back no page, and Qt cannot call one back from CUPS: so all are painted once
    before the first one goes out, and from then on nothing stops them. Raises Cancelled before,
    and NnfsError for what cannot be read and for a printer that has gone.
    """
    pdf_bytes(printout, part_of(progress, 0, 0.7), cancelled)
    stop_if(cancelled)
    name, states = printer.printerName(), type(printer).PrinterState
    refused = NnfsError("{printer} takes no pages: look after it, or save them as a PDF.")(
        name or "The printer"
    )
    # where CUPS has gone, Qt drops all pages and says that all is well
    if not is_file(printer) and name not in printer_names():
        raise refused
    paint_on(printer, printout, refused, part_of(progress, 0.7, 1), never)
    if printer.printerState() in (states.Error, states.Aborted):
        raise refused
