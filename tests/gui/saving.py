"""Lists the kinds of saving that need Qt, pictures and worksheets: more are in tests/saving.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication

from nnfs_core.files.atomic import write_whole
from nnfs_core.worksheet import Worksheet, printed_sheet, suggested_choice
from nnfs_gui.panels.outputs.pictures.files import file_content
from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.printing.paper import Paper
from nnfs_gui.printing.printout import Printout, pdf_bytes
from nnfs_gui.widgets.theme import number_font
from nnfs_gui.worksheet.saving import WorksheetFile, save_files
from tests.saving import Saving, just_bytes, projects

PICTURES = (".png", ".svg", ".pdf")


def screen_savings() -> list[Saving]:
    """Every kind of saving that needs Qt."""
    return [
        *(
            Saving(
                f"Picture ({suffix})",
                partial(_save_picture, suffix),
                pdf_texts if suffix == ".pdf" else just_bytes,
            )
            for suffix in PICTURES
        ),
        Saving("Worksheet and key", _save_worksheet, pdf_texts),
        Saving("Printed pages", _save_pages, pdf_texts),
    ]


def pdf_texts(path: Path) -> object:
    """What stands on the pages of a PDF file."""
    return [page.extract_text() for page in PdfReader(path).pages]


@dataclass(frozen=True)
class _Words(Still):
    """A still of one text."""

    text: str

    @property
    def least_width(self) -> int:
        return 100

    @property
    def usual_width(self) -> int:
        return 100

    def height(self, width: int) -> int:
        return 40

    def pieces(self, width: int, height: int) -> Iterator[Still]:
        yield self

    def paint(self, painter: QPainter, width: int, *ignored: object) -> None:
        painter.drawText(0, 20, self.text)


@cache
def _app() -> object:
    return QApplication.instance() or QApplication([])


def _save_picture(suffix: str, folder: Path, state: int) -> None:
    _app()
    path, paper, ink = folder / f"a{suffix}", QColor("white"), QColor("black")
    picture = OutputsPicture(_Words(f"Picture {state}"), paper, ink, number_font())
    write_whole(path, file_content(path, picture))


def _save_pages(folder: Path, state: int) -> None:
    _app()

    def paint(painter: QPainter, *ignored: object) -> None:
        painter.drawText(900, 900, f"Page {state}")

    write_whole(folder / "a.pdf", pdf_bytes(Printout("Pages", Paper(), [paint])))


def _save_worksheet(folder: Path, state: int) -> None:
    _app()
    project = projects()[state]
    choice = replace(suggested_choice(project), samples=(0,), layers=(1,))
    sheet = printed_sheet(project, choice)
    files = [
        WorksheetFile(folder / "sheet.pdf", is_key=False),
        WorksheetFile(folder / "key.pdf", is_key=True),
    ]
    save_files(Worksheet(f"Sheet {state}", sheet), Paper(), files, lambda: False)
