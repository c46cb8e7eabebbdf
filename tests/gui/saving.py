"""Lists the kinds of saving that need Qt, pictures and worksheets: more are in tests/saving.py."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from nnfs_core.files.atomic import write_whole
from nnfs_core.worksheet import Worksheet, printed_sheet, suggested_choice
from nnfs_gui.panels.outputs.picture_files import picture
from nnfs_gui.panels.outputs.plot_view import PlotArea
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.worksheet.paper import Paper
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
    ]


def pdf_texts(path: Path) -> object:
    """What stands on the pages of a PDF file."""
    return [page.extract_text() for page in PdfReader(path).pages]


class _Plots(PlotArea):
    """A view without plots."""

    def arrange(self, *ignored: object) -> None:
        pass


@cache
def _app() -> object:
    return QApplication.instance() or QApplication([])


@cache
def _plots() -> PlotArea:
    return _Plots(Theme("light"), "plots", "Plots", Qt.Orientation.Vertical, "plots")


def _save_picture(suffix: str, folder: Path, state: int) -> None:
    _app()
    paper, color = QColor("white"), QColor("black")
    path = folder / f"a{suffix}"
    write_whole(path, picture(path, [_plots().view], paper, f"Picture {state}", color))


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
