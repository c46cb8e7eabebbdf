"""What the outputs panel prints: the pages, the look at them before, a printer and a PDF."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project, ReLU, Softmax
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.panels.outputs.printing import pages
from nnfs_gui.panels.outputs.printing.dialog import PrintDialog
from nnfs_gui.printing import printing
from nnfs_gui.printing.preview import PrintPreview
from nnfs_gui.printing.printing import NO_PRINTER
from tests.gui.conftest import Open
from tests.gui.outputs import DISTRIBUTION, FLOW, LAYER, SCATTER, SOFTMAX, Show, lesson
from tests.gui.printers import print_to_file
from tests.gui.widgets import child, name_file, nameless, press, seen, text_of
from tests.projects import example

N_SAMPLES, N_FEATURES = 90, 23
N_CELLS = N_SAMPLES * N_FEATURES


def counting() -> Project:
    """A project in which no two inputs are the same: they are numbered row by row."""
    inputs = np.arange(float(N_CELLS)).reshape(N_SAMPLES, N_FEATURES)
    names = [f"f{column}" for column in range(N_FEATURES)]
    return Project(Network([ReLU()]), Batch(inputs, columns=names), title="Counting")


def opened(panel: OutputsPanel) -> PrintDialog:
    panel.printer.choose()
    return seen(panel, PrintDialog)


def choose(dialog: PrintDialog, name: str, text: str) -> None:
    combo = child(dialog, QComboBox, f"print_{name}")
    combo.setCurrentIndex(combo.findText(text))


def saved(qtbot: QtBot, panel: OutputsPanel, path: Path) -> PdfReader:
    """What *Save as PDF* of the open dialog writes."""
    press(qtbot, panel, "print_save")
    name_file(qtbot, panel, path, "save_dialog")
    return PdfReader(path)


def lines_of(document: PdfReader) -> list[list[str]]:
    """The texts of each page, each as it was drawn."""
    return [
        [line.strip() for line in page.extract_text().replace("\t", " ").splitlines()]
        for page in document.pages
    ]


def cells_of(lines: list[str]) -> Counter[int]:
    """The inputs of `counting` among the texts of a page, as far as they have four digits."""
    texts = [line for line in lines if len(line) == 4 and line.isdigit()]
    return Counter(number for number in map(int, texts) if number < N_CELLS)


# The pages


@pytest.mark.parametrize("orientation", ["Portrait", "Landscape"])
def test_every_number_of_a_large_matrix_is_printed_once_and_whole(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path, orientation: str
) -> None:
    panel = show_outputs(counting(), LAYER)
    panel.studio.selection.select(Place(INPUT))
    dialog = opened(panel)
    choose(dialog, "orientation", orientation)
    said = text_of(dialog, "print_summary")
    document = saved(qtbot, panel, tmp_path / "all.pdf")
    lines = lines_of(document)
    assert said == f"{len(lines)} pages"
    assert len(lines) > 3
    assert cells_of([line for page in lines for line in page]) == Counter(range(1000, N_CELLS))
    for number, page in enumerate(lines, start=1):
        assert {"Counting", "Selected layer", f"Page {number} of {len(lines)}"} <= set(page)
        assert f"{date.today().day} {date.today():%B %Y}" in page
    assert any(line.startswith("samples 0–") for line in lines[0])
    box = document.pages[0].mediabox
    assert (box.width > box.height) == (orientation == "Landscape")
    assert panel.notices == ["Saved all.pdf."]


@pytest.mark.parametrize("tab", [FLOW, LAYER, SOFTMAX, DISTRIBUTION, SCATTER])
def test_every_tab_is_printed_with_its_name_and_on_one_page_if_wanted(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path, tab: int
) -> None:
    panel = show_outputs(example("Iris"), tab)
    opened(panel)
    many = lines_of(saved(qtbot, panel, tmp_path / "many.pdf"))
    choose(opened(panel), "pages", "One page")
    (one,) = lines_of(saved(qtbot, panel, tmp_path / "one.pdf"))
    assert {"Iris", panel.tabs.tabText(tab), "Page 1 of 1"} <= set(one)
    assert {"Iris", panel.tabs.tabText(tab), f"Page 1 of {len(many)}"} <= set(many[0])
    everything = [line for page in many for line in page]
    if tab in (FLOW, SOFTMAX):  # each sample has its bar
        assert {f"sample {number}" for number in range(150)} <= set(everything)
    if tab == SOFTMAX:
        assert any(line.startswith("Target") for line in everything)


def test_matrices_side_by_side_go_on_below_or_on_the_next_page(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    opened(panel)
    (page,) = lines_of(saved(qtbot, panel, tmp_path / "a.pdf"))  # in two rows
    assert {"Input batch", "Dense 1", "Dense 2", "-1.042", "neuron 1"} <= set(page)


def test_what_is_in_view_is_printed_with_whole_cells(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(counting(), LAYER)
    panel.studio.selection.select(Place(INPUT))
    panel.layer.canvas.plots[0].box.setRange(xRange=(2.4, 5.6), yRange=(50.5, 60.5), padding=0)
    choose(opened(panel), "shown", "What is in view")
    (page,) = lines_of(saved(qtbot, panel, tmp_path / "seen.pdf"))
    seen_cells = [row * N_FEATURES + column for row in range(50, 61) for column in range(2, 6)]
    assert cells_of(page) == Counter(seen_cells)
    assert "samples 50–60 of 90, columns 2–5 of 23" in page


def test_a_difference_is_printed_with_what_is_compared(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    panel.studio.pinned.pin_present()
    panel.studio.pinned.show_differences(True)
    opened(panel)
    (page,) = lines_of(saved(qtbot, panel, tmp_path / "a.pdf"))
    assert panel.studio.pinned.sentence in page


def test_a_printed_page_has_no_dark_look(show_outputs: Show) -> None:
    panel = show_outputs(lesson(Softmax()))
    looks = []
    for mode in ("light", "dark"):
        panel.studio.theme.set_mode(mode)
        dialog = opened(panel)
        looks.append(child(dialog, PrintPreview, "print_preview").drawn[0])
        dialog.reject()
    assert looks[0] == looks[1]
    assert looks[0].pixelColor(3, 3) == QColor("white")


def test_too_many_pages_are_refused_with_what_helps(
    show_outputs: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 3)
    dialog = opened(show_outputs(example("Iris")))
    assert text_of(dialog, "print_sentence") == (
        "These are more than 3 pages. Print what is in view, or all on one page."
    )
    assert not child(dialog, QPushButton, "print_print").isEnabled()
    choose(dialog, "pages", "One page")
    assert text_of(dialog, "print_sentence") == ""
    assert text_of(dialog, "print_summary") == "1 page"
    assert child(dialog, QPushButton, "print_print").isEnabled()


def test_much_paper_is_warned_of_before_it_is_printed(show_outputs: Show) -> None:
    dialog = opened(show_outputs(example("Digits")))
    n_pages = text_of(dialog, "print_summary").removesuffix(" pages")
    assert int(n_pages) > 500
    assert text_of(dialog, "print_sentence") == (
        f"These are {n_pages} pages. What is in view, or all on one page, takes fewer."
    )
    choose(dialog, "pages", "One page")
    assert text_of(dialog, "print_sentence") == ""


# The look at them


def test_the_preview_draws_the_pages_that_are_scrolled_to(qtbot: QtBot, show_outputs: Show) -> None:
    dialog = opened(show_outputs(example("Iris")))
    preview = child(dialog, PrintPreview, "print_preview")
    assert preview.n_pages == 20
    assert 0 in preview.drawn
    assert 19 not in preview.drawn
    QApplication.processEvents()
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    assert 19 in preview.drawn
    assert 0 not in preview.drawn  # pages out of view take no memory
    page = preview.drawn[19]
    points = [(x, y) for x in range(0, page.width(), 7) for y in range(0, page.height(), 7)]
    assert len({page.pixel(x, y) for x, y in points}) > 3
    assert nameless(dialog) == []


def test_what_was_chosen_is_offered_the_next_time(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    dialog = opened(panel)
    chosen = {
        "shown": "What is in view",
        "pages": "One page",
        "paper": "Letter",
        "orientation": "Landscape",
    }
    for name, text in chosen.items():
        choose(dialog, name, text)
    dialog.reject()
    again = opened(panel)
    found = {name: child(again, QComboBox, f"print_{name}").currentText() for name in chosen}
    assert found == chosen


def test_nothing_is_printed_of_a_batch_without_samples(show_outputs: Show) -> None:
    project = lesson()
    panel = show_outputs(Project(project.network, Batch(np.zeros((0, 4)))))
    panel.printer.choose()
    assert panel.notices == ["There is nothing to print yet."]


def test_ctrl_p_prints_and_ctrl_e_saves_a_picture(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(lesson())
    for key, name in ((Qt.Key.Key_P, "print_dialog"), (Qt.Key.Key_E, "picture_dialog")):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        dialog = seen(window.panels[OUTPUTS], QDialog, name)
        dialog.reject()


# Where to


def test_without_a_printer_a_pdf_is_offered(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printer_names", list)
    panel = show_outputs(lesson())
    dialog = opened(panel)
    press(qtbot, dialog, "print_print")
    assert text_of(dialog, "print_sentence") == NO_PRINTER
    assert len(saved(qtbot, panel, tmp_path / "a.pdf").pages) == 1
    assert not dialog.isVisible()


def test_the_system_s_dialog_prints_to_a_file_that_is_written_whole(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printer_names", lambda: ["Office"])
    panel = show_outputs(example("Iris"))
    press(qtbot, opened(panel), "print_print")
    print_to_file(qtbot, panel, tmp_path / "system.pdf")
    assert len(PdfReader(tmp_path / "system.pdf").pages) == 20
    assert panel.notices == ["Saved system.pdf."]


def test_a_pdf_that_cannot_be_written_leaves_nothing_but_a_sentence(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    press(qtbot, opened(panel), "print_save")
    where = seen(panel, QFileDialog, "save_dialog")
    where.fileSelected.emit(str(tmp_path / "nowhere" / "a.pdf"))
    where.close()
    (notice,) = panel.notices
    assert notice.startswith("a.pdf was not saved: there is no")
    assert not list(tmp_path.iterdir())
