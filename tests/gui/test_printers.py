"""Pages on a real printer of Qt, as far as one needs no paper: its output is a PDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from nnfs_core import NnfsError
from nnfs_core.errors import Cancelled
from nnfs_gui.printing.paper import Paper
from nnfs_gui.printing.printers import print_on, wanted
from nnfs_gui.printing.printout import Printout, pdf_bytes

pytestmark = pytest.mark.usefixtures("qapp")


def three_pages() -> Printout:
    def paint(text: str) -> object:
        return lambda painter, progress, cancelled: painter.drawText(900, 900, text)

    return Printout("Three pages", Paper(), [paint("one"), paint("two"), paint("three")])


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_printer_gets_all_pages_at_their_size(tmp_path: Path) -> None:
    printout, path = three_pages(), tmp_path / "printed.pdf"
    printer = pdf_printer(path)
    printer.setResolution(printout.resolution)
    printer.setPageLayout(printout.paper.layout)
    told: list[float] = []
    print_on(printer, printout, told.append)
    document = PdfReader(path)
    assert [page.extract_text().strip() for page in document.pages] == ["one", "two", "three"]
    page = PdfReader(BytesIO(pdf_bytes(printout))).pages[0]
    assert document.pages[0].mediabox == page.mediabox
    assert told == sorted(told)


def test_pages_are_scaled_to_another_paper(tmp_path: Path) -> None:
    def paint(painter: QPainter, *ignored: object) -> None:
        painter.drawText(round(printout.page.width()) - 1000, 0, "end")

    printout = Printout("Wide", Paper("A4", is_landscape=True), [paint])
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setResolution(printout.resolution)
    printer.setPageLayout(Paper("A4").layout)
    print_on(printer, printout)
    (page,) = PdfReader(tmp_path / "printed.pdf").pages
    found: list[tuple[float, float]] = []

    def look(text: str, matrix: list[float], inner: list[float], *ignored: object) -> None:
        if text.strip():
            x, y = inner[4:]
            a, b, c, d, left, top = matrix
            found.append((a * x + c * y + left, b * x + d * y + top))

    page.extract_text(visitor_text=look)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    scale = width / height  # what is as wide as the paper is high fits into its width
    top = (height - scale * width) / 2
    assert found == [pytest.approx((width - 100 * scale, height - top), abs=2)]


def test_a_page_that_cannot_be_read_sends_nothing_to_the_printer(tmp_path: Path) -> None:
    def fail(*ignored: object) -> None:
        raise NnfsError("The numbers are gone.")

    printout = Printout("Gone", Paper(), [three_pages().pages[0], fail])
    with pytest.raises(NnfsError, match="gone"):
        print_on(pdf_printer(tmp_path / "a.pdf"), printout)
    with pytest.raises(Cancelled):
        print_on(pdf_printer(tmp_path / "a.pdf"), three_pages(), cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_told(tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "nowhere" / "a.pdf")
    with pytest.raises(NnfsError, match="takes no pages: look after it, or save them as a PDF"):
        print_on(printer, three_pages())


def test_only_the_chosen_pages_are_printed_in_the_chosen_order() -> None:
    printout, printer = three_pages(), QPrinter()
    assert list(wanted(printer, printout).pages) == list(printout.pages)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert list(wanted(printer, printout).pages) == list(printout.pages[1:])
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(wanted(printer, printout).pages) == [printout.pages[2], printout.pages[1]]
