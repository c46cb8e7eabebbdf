"""The worksheet as a teacher makes it: choices, pages to click in, and the two PDF files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT
from nnfs_core.worksheet import (
    Cell,
    Choice,
    Sheet,
    Worksheet,
    every_output,
    offered_layers,
    one_neuron_a_layer,
    printed_sheet,
    random_share,
    suggested_choice,
)
from nnfs_gui.printing import printing
from nnfs_gui.printing.paper import MM, Paper
from nnfs_gui.printing.printing import NO_PRINTER
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane
from nnfs_gui.worksheet import WorksheetDialog
from nnfs_gui.worksheet.layout import laid_out
from nnfs_gui.worksheet.preview import PagePreview
from nnfs_gui.worksheet.saving import key_path, proposed_name, sheet_bytes
from tests.deferred import forget_blocks, loads, slow_rows
from tests.gui.conftest import Open
from tests.gui.printers import print_to_file
from tests.gui.widgets import (
    answer_replacing,
    name_file,
    nameless,
    press,
    seen,
    show_alone,
    text_of,
)
from tests.projects import example

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?")


@pytest.fixture
def open_worksheet(
    qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path
) -> Callable[[Project], QDialog]:
    """Opens the worksheet of a project in front of an empty window."""

    def make(project: Project) -> QDialog:
        window = QWidget()
        show_alone(qtbot, window, 1280, 800)
        dialog = WorksheetDialog(studio(project), project.title, tmp_path, window)
        dialog.window_behind = window  # lives as long as the dialog
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def field(dialog: QDialog, name: str, kind: type[QWidget]) -> QWidget:
    found = dialog.findChild(kind, f"worksheet_{name}")
    assert found is not None
    return found


def choose(dialog: QDialog, name: str, text: str) -> None:
    combo = field(dialog, name, QComboBox)
    combo.setCurrentIndex(combo.findText(text))


def pages_of(dialog: QDialog) -> PagePreview:
    return field(dialog, "preview", PagePreview)


def click_cell(qtbot: QtBot, dialog: QDialog, cell: Cell) -> None:
    pages = pages_of(dialog)
    place = pages.cell_rect(cell)
    assert not place.isEmpty()
    qtbot.mouseClick(pages, Qt.MouseButton.LeftButton, pos=place.center().toPoint())


def asking(dialog: QDialog) -> QFileDialog:
    """The dialog that asks where to save."""
    return seen(dialog, QFileDialog, "save_dialog")


def lines_of(document: Path | bytes) -> list[str]:
    """The texts of a PDF, each as it was drawn."""
    reader = PdfReader(BytesIO(document) if isinstance(document, bytes) else document)
    text = "\n".join(page.extract_text() for page in reader.pages)
    lines = text.replace("−", "-").replace("\t", " ").splitlines()
    return [line.strip() for line in lines]


def numbers_of(document: Path | bytes) -> Counter[str]:
    return Counter(line for line in lines_of(document) if NUMBER.fullmatch(line))


# The two files


@pytest.mark.parametrize(
    "name", ["One neuron", "Two layers", "Softmax", "A classifier's forward pass", "Iris", "Digits"]
)
def test_blanked_answers_are_in_the_key_alone(qapp: QApplication, name: str) -> None:
    project, paper = example(name), Paper()
    sheet = printed_sheet(project, suggested_choice(project))
    for blanks in (
        every_output(sheet),
        one_neuron_a_layer(sheet, 1),
        random_share(sheet, 0.4, 3, outputs_only=False),
    ):
        worksheet = Worksheet(name, sheet, blanks)
        handed_out = numbers_of(sheet_bytes(worksheet, paper, is_key=False))
        key = numbers_of(sheet_bytes(worksheet, paper, is_key=True))
        marks = Counter(str(number) for number, _ in worksheet.footnotes.values())
        answers = Counter(sheet.text(cell) for cell in blanks)
        assert answers
        assert key == Counter(sheet.text(cell) for cell in sheet.cells) + marks
        assert handed_out == key - marks - answers


def test_the_worksheet_says_how_many_decimals_each_kind_of_answer_has(qapp: QApplication) -> None:
    project, paper = example("Iris"), Paper()
    sheet = printed_sheet(project, suggested_choice(project))
    only_outputs = Worksheet("Iris", sheet, every_output(sheet))
    said = " ".join(lines_of(sheet_bytes(only_outputs, paper, is_key=False)))
    assert "Round each output to 3 decimals" in said
    assert "neighbours" not in said
    given = frozenset({next(cell for cell in sheet.cells if cell.is_given)})
    said = " ".join(lines_of(sheet_bytes(Worksheet("Iris", sheet, given), paper, is_key=False)))
    assert "An input, weight or bias has as many decimals as its neighbours." in said


def test_clicked_cells_are_blank_on_the_worksheet_and_filled_in_on_the_key(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("Two layers"))
    choose(dialog, "preset", "Nothing")
    assert text_of(dialog, "worksheet_summary") == "0 blanks, 1 page"
    clicked = [
        Cell(INPUT, "outputs", 1, 2),
        Cell(0, "weights", 1, 1),
        Cell(0, "biases", 0, 2),
        Cell(1, "outputs", 2, 1),
    ]
    for cell in clicked:
        click_cell(qtbot, dialog, cell)
    assert field(dialog, "preset", QComboBox).currentText() == "What I click in the pages"
    assert text_of(dialog, "worksheet_summary").startswith("4 blanks")
    press(qtbot, dialog, "save_both")
    assert name_file(qtbot, dialog, tmp_path / "two-layers-worksheet") == (
        "two-layers-worksheet.pdf"
    )
    assert text_of(dialog, "worksheet_saved") == (
        "Saved two-layers-worksheet.pdf and two-layers-key.pdf."
    )
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "two-layers-key.pdf",
        "two-layers-worksheet.pdf",
    ]
    handed_out, key = (
        lines_of(tmp_path / f"two-layers-{kind}.pdf") for kind in ("worksheet", "key")
    )
    left_out = Counter(key) - Counter(handed_out)
    assert {line for line in left_out if NUMBER.fullmatch(line)} == {"-1", "-0.91", "0.5", "1.413"}
    assert left_out["(3, 3)"] == 2
    assert "Name" in handed_out
    assert "Inputs (3, 4), weights (4, 3), biases (1, 3). What is the shape of the outputs?" in key
    (number,) = {line for line in handed_out if line.startswith("Number ")}
    assert {line for line in key if line.startswith("Number ")} == {number}
    assert any(f"the number {number.removeprefix('Number ')}." in line for line in key)
    information = PdfReader(tmp_path / "two-layers-key.pdf").metadata
    assert information is not None
    assert information.title == "Two layers, key"


def test_a_second_click_fills_a_cell_in_again(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    dialog = open_worksheet(example("One neuron"))
    assert text_of(dialog, "worksheet_summary") == "1 blank, 1 page"
    for expected in ("0 blanks, 1 page", "1 blank, 1 page"):
        click_cell(qtbot, dialog, Cell(0, "outputs", 0, 0))
        assert text_of(dialog, "worksheet_summary") == expected


def test_the_keyboard_goes_from_number_to_number_and_leaves_them_blank(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    dialog = open_worksheet(example("One neuron"))
    choose(dialog, "preset", "Nothing")
    pages = pages_of(dialog)
    pages.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(pages, key)
    assert text_of(dialog, "worksheet_pointed") == (
        "Input batch: sample 0, x2: 3; a click fills it in."
    )
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(pages, key)
    assert text_of(dialog, "worksheet_pointed") == (
        "Weights of Dense 1: x1, neuron 0: 0.8; a click fills it in."
    )
    assert text_of(dialog, "worksheet_summary") == "2 blanks, 1 page"


def test_the_key_is_shown_beside_the_worksheet(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    dialog = open_worksheet(example("One neuron"))
    pages, answer = pages_of(dialog), Cell(0, "outputs", 0, 0)

    def darkness() -> int:
        place = pages.cell_rect(answer).adjusted(3, 3, -3, -3).toRect()
        image = pages.grab(place).toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        return sum(image.pixelColor(x, y).lightness() < 128 for x, y in points)

    assert darkness() == 0
    sides = field(dialog, "side", QTabBar)
    qtbot.mouseClick(sides, Qt.MouseButton.LeftButton, pos=sides.tabRect(1).center())
    assert darkness() > 10


def test_ctrl_p_prints_the_side_that_is_shown(
    qtbot: QtBot,
    open_worksheet: Callable[[Project], QDialog],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_worksheet(example("One neuron"))
    monkeypatch.setattr(printing, "printer_names", list)
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert text_of(dialog, "worksheet_sentence") == NO_PRINTER
    monkeypatch.setattr(printing, "printer_names", lambda: ["Office"])
    sides = field(dialog, "side", QTabBar)
    qtbot.mouseClick(sides, Qt.MouseButton.LeftButton, pos=sides.tabRect(1).center())
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    print_to_file(qtbot, dialog, tmp_path / "key.pdf")
    assert text_of(dialog, "worksheet_saved") == "Saved key.pdf."
    assert "4.8" in lines_of(tmp_path / "key.pdf")


def test_the_preview_reaches_down_to_the_end_of_the_last_page(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    pages = pages_of(open_worksheet(example("Iris")))
    assert pages.n_pages == 3
    qtbot.waitUntil(lambda: pages.rect().contains(pages.page_rect(2).toAlignedRect()))


def test_one_file_alone_can_be_saved(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("One neuron"))
    title = field(dialog, "title", QLineEdit)
    title.clear()
    qtbot.keyClicks(title, "Week 3: sums")
    press(qtbot, dialog, "save_key")
    assert name_file(qtbot, dialog, tmp_path / "a") == "week-3-sums-key.pdf"
    press(qtbot, dialog, "save_worksheet")
    assert name_file(qtbot, dialog, tmp_path / "b") == "week-3-sums-worksheet.pdf"
    assert "4.8" in lines_of(tmp_path / "a.pdf")
    assert "4.8" not in lines_of(tmp_path / "b.pdf")
    assert "Week 3: sums" in lines_of(tmp_path / "b.pdf")


def test_a_key_that_exists_is_never_written_over_unasked(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("One neuron"))
    (tmp_path / "sums-key.pdf").write_bytes(b"mine")
    press(qtbot, dialog, "save_both")
    name_file(qtbot, dialog, tmp_path / "sums-worksheet")
    asked = answer_replacing(qtbot, dialog, yes=False)
    assert asked.startswith("sums-key.pdf is there already.")
    assert [each.name for each in tmp_path.glob("*.pdf")] == ["sums-key.pdf"]
    assert name_file(qtbot, dialog, tmp_path / "other-worksheet") == "sums-worksheet.pdf"
    assert (tmp_path / "sums-key.pdf").read_bytes() == b"mine"
    assert "4.8" in lines_of(tmp_path / "other-key.pdf")
    assert "4.8" not in lines_of(tmp_path / "other-worksheet.pdf")


def test_a_file_that_cannot_be_written_is_told_in_the_dialog(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("One neuron"))
    press(qtbot, dialog, "save_worksheet")
    where = asking(dialog)
    where.fileSelected.emit(str(tmp_path / "nowhere" / "sheet.pdf"))
    where.close()
    assert text_of(dialog, "worksheet_sentence").startswith("sheet.pdf was not saved: there is no")
    assert text_of(dialog, "worksheet_saved") == ""
    assert not list(tmp_path.glob("*.pdf"))


def test_documents_are_the_same_when_they_are_made_on_another_thread(
    qtbot: QtBot, qapp: QApplication
) -> None:
    project = example("Iris")
    worksheet = Worksheet("Iris", printed_sheet(project, suggested_choice(project)))
    studio = Studio.create(project)
    made: list[bytes] = []
    studio.tasks.run(
        "Saving",
        lambda progress, cancelled: sheet_bytes(worksheet, Paper(), is_key=True),
        made.append,
        lane=Lane.EXPORTING,
    )
    qtbot.waitUntil(lambda: bool(made))
    studio.close()
    assert lines_of(made[0]) == lines_of(sheet_bytes(worksheet, Paper(), is_key=True))


def test_names_of_files_come_from_the_title() -> None:
    assert proposed_name("A classifier's forward pass", is_key=True) == (
        "a-classifiers-forward-pass-key"
    )
    assert proposed_name("../Übung: 3/4", is_key=False) == "übung-3-4-worksheet"
    assert proposed_name("", is_key=False) == "worksheet"
    assert key_path(Path("iris-worksheet.pdf")) == Path("iris-key.pdf")
    assert key_path(Path("monday.pdf")) == Path("monday-key.pdf")


# What stands on the pages


def every_sheet(name: str) -> Sheet:
    """All layers of an example, for some samples."""
    project = example(name)
    samples = tuple(range(min(4, project.batch.n_samples)))
    return printed_sheet(project, Choice(samples, offered_layers(project)))


@pytest.mark.parametrize("paper", [Paper(), Paper("A4", True), Paper("Letter")], ids=str)
@pytest.mark.parametrize("name", ["One neuron", "Iris", "Softmax", "Digits"])
@pytest.mark.parametrize("is_key", [False, True])
def test_every_number_stands_once_on_the_paper_and_nothing_is_cut_off(
    qapp: QApplication, name: str, paper: Paper, is_key: bool
) -> None:
    sheet = every_sheet(name)
    worksheet = Worksheet(name, sheet, every_output(sheet))
    pages = laid_out(worksheet, paper, is_key=is_key)
    assert Counter(box.cell for page in pages for box in page.boxes if box.cell) == Counter(
        sheet.cells
    )
    content = paper.content.adjusted(-1, -1, 1, 1)
    for page in pages:
        assert all(content.contains(box.place) for box in page.boxes)
        feet = page.texts[-3:]  # which stand below
        assert all(content.contains(printed.place) for printed in page.texts if printed not in feet)
        assert all(printed.place.top() > content.bottom() - 2 for printed in feet)
        places = [box.place.adjusted(1, 1, -1, -1) for box in page.boxes]
        if len(places) < 100:
            assert not any(one.intersects(other) for one, other in combinations(places, 2))
        for box in page.boxes:
            if box.is_blank:  # there is room for a pen
                assert box.place.height() >= 7 * MM - 1
                assert box.place.width() >= 18 * MM - 1
    names = {section.name for section in sheet.sections}
    for page in pages:  # no heading stands alone at the end of one
        headings = [printed.place.top() for printed in page.texts if printed.text in names]
        if headings:
            assert any(box.place.top() > max(headings) for box in page.boxes if box.cell)
    assert [page.texts[-1].text for page in pages] == [
        f"Page {number} of {len(pages)}" for number in range(1, len(pages) + 1)
    ]


def test_a_long_title_and_long_names_stay_on_the_paper(qapp: QApplication) -> None:
    project = Project(
        Network([Dense.random(2, 2), ReLU()]),
        Batch([[123456.789, -2.0]], columns=["a name without end " * 9, "x" * 200]),
        title="A very long title " * 20,
    )
    sheet = printed_sheet(project, suggested_choice(project))
    document = sheet_bytes(Worksheet(project.title, sheet), Paper(), is_key=False)
    assert any(line.startswith("A very long") and line.endswith("…") for line in lines_of(document))
    assert "123456.789" in lines_of(document)


def test_marks_that_turn_letters_are_printed_as_marks(qapp: QApplication) -> None:
    project = Project(Network([Dense.random(2, 2)]), Batch([[1.0, 2.0]]))
    sheet = printed_sheet(project, suggested_choice(project))
    document = sheet_bytes(Worksheet("a\u202eb", sheet), Paper(), is_key=False)
    assert "a[U+202E]b" in " ".join(lines_of(document))
    assert PdfReader(BytesIO(document)).metadata.title == "a[U+202E]b, worksheet"


def test_what_is_not_wanted_is_left_out(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("Two layers"))
    for name in ("name_line", "show_formulas", "ask_shapes", "space_for_working"):
        field(dialog, name, QCheckBox).click()
    field(dialog, "layers", QListWidget).item(0).setCheckState(Qt.CheckState.Unchecked)
    field(dialog, "samples", QLineEdit).setText("1")
    field(dialog, "decimals", QSpinBox).setValue(1)
    choose(dialog, "paper", "Letter")
    choose(dialog, "orientation", "Landscape")
    press(qtbot, dialog, "save_key")
    name_file(qtbot, dialog, tmp_path / "sheet")
    lines = lines_of(tmp_path / "sheet.pdf")
    assert not {"Name", "Working", "Dense 1", "(1, 3)"} & set(lines)
    assert not [line for line in lines if line.startswith("Formula")]
    assert {"Dense 2", "sample 1", "Outputs of Dense 1", "-1.81", "-2.7"} <= set(lines)
    box = PdfReader(tmp_path / "sheet.pdf").pages[0].mediabox
    assert (box.width, box.height) == (792, 612)


# Choices, and what stands in the way


def test_a_preset_follows_the_choice_of_samples_and_clicks_stay(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    dialog = open_worksheet(example("A batch of samples"))
    samples = field(dialog, "samples", QLineEdit)
    assert text_of(dialog, "worksheet_summary").startswith("9 blanks")
    samples.setText("0, 2")
    assert text_of(dialog, "worksheet_summary").startswith("6 blanks")
    click_cell(qtbot, dialog, Cell(0, "outputs", 2, 0))
    samples.setText("0")
    assert text_of(dialog, "worksheet_summary").startswith("3 blanks")
    samples.setText("0, 2")
    assert text_of(dialog, "worksheet_summary").startswith("5 blanks")


def test_another_seed_draws_other_blanks(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog], tmp_path: Path
) -> None:
    dialog = open_worksheet(example("Iris"))
    seed, share = field(dialog, "seed", QSpinBox), field(dialog, "share", QSpinBox)
    assert not seed.isVisible()
    choose(dialog, "preset", "A random share of the outputs")
    assert seed.isVisible()
    share.setValue(20)
    assert text_of(dialog, "worksheet_summary").startswith("13 blanks")
    sheets = []
    for number in (0, 1, 0):
        seed.setValue(number)
        press(qtbot, dialog, "save_worksheet")
        name_file(qtbot, dialog, tmp_path / f"{len(sheets)}")
        sheets.append(numbers_of(tmp_path / f"{len(sheets)}.pdf"))
    assert sheets[0] == sheets[2] != sheets[1]


def test_a_blank_that_nobody_can_find_is_reported(
    qtbot: QtBot, open_worksheet: Callable[[Project], QDialog]
) -> None:
    dialog = open_worksheet(example("One neuron"))
    assert text_of(dialog, "worksheet_sentence") == ""
    click_cell(qtbot, dialog, Cell(0, "weights", 1, 0))
    assert text_of(dialog, "worksheet_sentence") == (
        "2 blanks cannot be worked out from what is left, such as "
        "“Outputs of Dense 1: sample 0, neuron 0”."
    )
    click_cell(qtbot, dialog, Cell(0, "outputs", 0, 0))
    assert text_of(dialog, "worksheet_sentence") == ""


def test_samples_that_make_no_sense_are_told_until_they_do(
    open_worksheet: Callable[[Project], QDialog],
) -> None:
    dialog = open_worksheet(example("Two layers"))
    samples, save = field(dialog, "samples", QLineEdit), dialog.findChild(QPushButton, "save_both")
    samples.setText("0-3")
    assert text_of(dialog, "worksheet_sentence") == "There is no sample 3; the last one is 2."
    assert not save.isEnabled()
    assert pages_of(dialog).n_pages == 0
    samples.setText("0-2")
    assert text_of(dialog, "worksheet_sentence") == ""
    assert save.isEnabled()
    assert pages_of(dialog).n_pages > 0


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (Project(Network(), Batch([[1.0]])), "add a layer to the network first."),
        (Project(Network([ReLU()]), Batch(np.zeros((0, 2)))), "add a sample to the batch first."),
        (Project(Network([Dense.random(4, 3)]), Batch([[1.0]])), "expects 4 inputs and receives 1"),
        (Project(Network([ReLU()]), Batch([[np.nan]])), "Sample 0, x0 of the batch is NaN"),
    ],
    ids=["no layers", "no samples", "misfit", "NaN"],
)
def test_what_stands_in_the_way_of_a_worksheet_is_a_sentence_in_the_dialog(
    open_worksheet: Callable[[Project], QDialog], project: Project, sentence: str
) -> None:
    dialog = open_worksheet(project)
    assert sentence in text_of(dialog, "worksheet_sentence")
    assert not dialog.findChild(QPushButton, "save_both").isEnabled()


def test_the_dialog_reads_no_more_of_a_large_batch_than_it_prints(
    qtbot: QtBot, open_window: Open
) -> None:
    rows = slow_rows(9, 2, 1)
    window: MainWindow = open_window(Project(Network([ReLU()]), Batch(rows)))
    before = loads(rows)
    forget_blocks()
    window.actions_by_id["file.worksheet"].trigger()
    dialog = window.findChild(QDialog, "worksheet_dialog")
    assert field(dialog, "samples", QLineEdit).text() == "1, 4, 7"
    read = [after - earlier for after, earlier in zip(loads(rows), before, strict=True)]
    assert read == [0, 1, 0, 0, 1, 0, 0, 1, 0]


def test_everything_that_takes_the_keyboard_has_a_name(
    open_worksheet: Callable[[Project], QDialog],
) -> None:
    dialog = open_worksheet(example("Iris"))
    choose(dialog, "preset", "A random share of all numbers")
    assert nameless(dialog) == []


def test_a_closed_dialog_opens_again_as_it_was_left(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example("Two layers"))
    action = window.actions_by_id["file.worksheet"]
    action.trigger()
    dialog = window.findChild(QDialog, "worksheet_dialog")
    choose(dialog, "preset", "Nothing")
    click_cell(qtbot, dialog, Cell(0, "outputs", 1, 0))
    field(dialog, "layers", QListWidget).item(1).setCheckState(Qt.CheckState.Unchecked)
    press(qtbot, dialog, "worksheet_close")
    assert not window.isWindowModified()
    window.studio.attempt(Edit("Edit", lambda it: edits.set_input(it, 1, 0, 7)))
    action.trigger()
    assert dialog.isVisible()
    assert text_of(dialog, "worksheet_summary") == "1 blank, 1 page"
    pages = pages_of(dialog)
    pages.setFocus()
    for _ in range(3):  # up from the cell that was clicked
        qtbot.keyClick(pages, Qt.Key.Key_Up)
    shown = text_of(dialog, "worksheet_pointed")
    assert shown == "Input batch: sample 1, x0: 7; a click leaves it blank."


def test_another_project_gets_a_dialog_of_its_own(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example("Two layers"))
    action = window.actions_by_id["file.worksheet"]
    action.trigger()
    first = window.findChild(QDialog, "worksheet_dialog")
    press(qtbot, first, "worksheet_close")
    window.files.open_example(example_named("Softmax"))
    action.trigger()
    qtbot.waitUntil(lambda: len(window.findChildren(QDialog, "worksheet_dialog")) == 1)
    dialog = window.findChild(QDialog, "worksheet_dialog")
    assert field(dialog, "title", QLineEdit).text() == "Softmax"
    assert text_of(dialog, "worksheet_summary") == "9 blanks, 1 page"


def test_the_dialog_is_no_larger_than_a_small_window(open_window: Open) -> None:
    window = open_window(example("Iris"), size=(1024, 700))
    window.actions_by_id["file.worksheet"].trigger()
    dialog = window.findChild(QDialog, "worksheet_dialog")
    assert dialog.width() <= 1024
    assert dialog.height() <= 700


def test_a_project_without_a_title_is_called_after_its_file(open_window: Open) -> None:
    window = open_window(edits.describe(example("Two layers"), "", ""))
    window.actions_by_id["file.worksheet"].trigger()
    dialog = window.findChild(QDialog, "worksheet_dialog")
    assert field(dialog, "title", QLineEdit).text() == "Untitled"
