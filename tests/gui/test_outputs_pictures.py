"""Pictures of the outputs hold all that is asked for, and nothing outside its place."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, NnfsError, Project, edits
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Dense, ReLU, Sigmoid, Softmax, Tanh
from nnfs_core.numerals import cut
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.panels.outputs.matrix.layout import TITLE_HEIGHT
from nnfs_gui.panels.outputs.matrix.row_layout import GAP
from nnfs_gui.panels.outputs.matrix.still import MOST_RECTANGLES
from nnfs_gui.panels.outputs.pictures.dialog import PictureDialog
from nnfs_gui.panels.outputs.pictures.files import file_content, image
from nnfs_gui.panels.outputs.pictures.picture import MARGIN
from nnfs_gui.studio.edit import Edit
from nnfs_gui.widgets.pdf_text import with_spaces
from tests.gui.outputs import DISTRIBUTION, FLOW, LAYER, SOFTMAX, Show, lesson
from tests.gui.widgets import name_file, seen

SVG = "{http://www.w3.org/2000/svg}"


def seven_layers() -> Project:
    """A chain too wide for the panel, its numbers of all lengths."""
    layers = [
        Dense.random(5, 6, seed=1),
        ReLU(),
        Dense.random(6, 4, seed=2),
        Tanh(),
        Dense.random(4, 3, seed=3),
        Sigmoid(),
        Softmax(),
    ]
    inputs = np.random.default_rng(1).standard_normal((12, 5))
    return Project(Network(layers), Batch(inputs))


def drawing(panel: OutputsPanel, *, whole: bool = True) -> ElementTree.Element:
    content = file_content(Path("a.svg"), panel.picture(whole))
    return ElementTree.fromstring(content)


def texts(root: ElementTree.Element) -> list[str]:
    return [(each.text or "").strip() for each in root.iter(f"{SVG}text")]


@dataclass(frozen=True)
class Shape:
    """A filled or drawn shape, and where it stands in the group of its matrix."""

    origin: tuple[float, float]
    fill: str
    stroke: str
    rect: QRectF


def shapes(root: ElementTree.Element) -> list[Shape]:
    """All rectangles, lines and closed parts of paths."""
    found = []
    for group in root.iter(f"{SVG}g"):
        moved = re.fullmatch(r"matrix\(1,0,0,1,([^,]+),([^,]+)\)", group.get("transform", ""))
        if moved is None:
            continue
        origin = float(moved[1]), float(moved[2])
        for each in group:
            if each.tag == f"{SVG}rect":
                numbers = (float(each.get(name, "")) for name in ("x", "y", "width", "height"))
                rects = [QRectF(*numbers)]
            else:
                parts = (each.get("d") or each.get("points") or "").split("Z")
                rects = [_bounds(part) for part in parts if part.strip()]
            looks = group.get("fill", "none"), group.get("stroke", "none")
            found += [Shape(origin, *looks, rect) for rect in rects]
    return found


def _bounds(path: str) -> QRectF:
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", path)]
    xs, ys = numbers[::2], numbers[1::2]
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def cells(found: list[Shape], area_top: float = TITLE_HEIGHT) -> list[Shape]:
    """The cells among the shapes: filled, under a title, not as low as a colour bar."""
    return [
        each
        for each in found
        if each.stroke == "none" and each.rect.top() >= area_top and each.rect.height() > 8.5
    ]


def test_a_picture_holds_all_matrices_and_all_their_numbers(show_outputs: Show) -> None:
    panel = show_outputs(seven_layers(), size=(480, 500))
    assert not panel.flow.matrix(7).isVisible()  # it does not fit on the screen
    found = texts(drawing(panel))
    assert {"Dense 1", "ReLU", "Dense 2", "Tanh", "Dense 3", "Sigmoid", "Softmax"} <= set(found)
    contents = [plot.content for plot in panel.flow.canvas.plots]
    for content in contents:
        for column in content.rows.array.T.tolist():
            for text in content.writer.column(column):  # a long one that is given may be cut
                assert any(text == each or cut(text, len(each)) == each for each in found)


def test_what_is_in_view_is_cut_as_on_the_screen_but_no_matrix_is(show_outputs: Show) -> None:
    panel = show_outputs(seven_layers(), size=(480, 500))
    panel.flow.canvas.zoom.by(0.4)
    visible = [plot for plot in panel.flow.canvas.plots if plot.isVisible()]
    found = texts(drawing(panel, whole=False))
    titles = [plot.content.title for plot in panel.flow.canvas.plots]
    shown = [title for title in titles if title in found]
    assert shown == titles[: len(visible)]
    assert len(shown) < len(titles)
    rows = {text for text in found if text.isdigit()}
    assert {"4", "5", "6"} <= rows
    assert not {"8", "9", "10", "11"} & rows


def test_nothing_in_a_zoomed_drawing_is_outside_its_matrix(show_outputs: Show) -> None:
    panel = show_outputs(seven_layers(), size=(1200, 500))
    panel.studio.select_shown(panel.studio.place_in_outputs)
    panel.flow.canvas.zoom.by(0.37)
    panel.flow.bars.hide()
    picture = panel.picture(whole=False)
    found = shapes(drawing(panel, whole=False))[1:]  # after the paper
    lefts = sorted({each.origin[0] for each in found})
    assert lefts[0] == MARGIN
    ends = [*(left - GAP for left in lefts[1:]), picture.width - MARGIN]
    height = picture.size.height() - MARGIN - MARGIN
    for each in found:
        width = ends[lefts.index(each.origin[0])] - each.origin[0]
        assert each.rect.left() >= -2, each
        assert each.rect.right() <= width + 2, each
        assert each.rect.top() >= TITLE_HEIGHT - 2, each
        assert each.rect.bottom() <= height, each
    assert len(cells(found)) > 30


@pytest.mark.parametrize("look", ["light", "dark"])
def test_pictures_have_the_colours_of_the_screen(show_outputs: Show, look: str) -> None:
    panel = show_outputs(lesson())
    panel.studio.theme.set_mode(look)
    pixels = image(panel.picture(whole=True), 1)
    by_matrix: dict[float, list[str]] = {}
    for each in sorted(cells(shapes(drawing(panel))), key=lambda each: each.rect.top()):
        corner = each.rect.topLeft().toPoint()
        x, y = round(each.origin[0]) + corner.x() + 3, round(each.origin[1]) + corner.y() + 3
        assert pixels.pixelColor(x, y).name() == each.fill
        by_matrix.setdefault(each.origin[0], []).append(each.fill)
    for plot, fills in zip(panel.flow.canvas.plots, by_matrix.values(), strict=True):
        n_rows, n_columns = plot.matrix_shape
        wanted = [plot.cell_color(r, c).name() for r in range(n_rows) for c in range(n_columns)]
        assert sorted(fills) == sorted(wanted)


def test_a_drawing_of_many_cells_has_no_more_rectangles_than_a_file_can_hold(
    show_outputs: Show,
) -> None:
    inputs = np.random.default_rng(0).standard_normal((30_000, 300)).astype(np.float32)
    panel = show_outputs(Project(Network(), Batch(inputs)), LAYER)
    root = drawing(panel)
    assert not list(root.iter(f"{SVG}image"))
    count = sum(path.get("d", "").count("M") for path in root.iter(f"{SVG}path"))
    assert 10_000 < count <= MOST_RECTANGLES + 1000


@pytest.mark.parametrize("tab", [FLOW, LAYER, SOFTMAX, DISTRIBUTION])
def test_a_pdf_loses_no_colour_and_its_text_has_spaces(show_outputs: Show, tab: int) -> None:
    panel = show_outputs(lesson(Softmax()), tab)
    content = file_content(Path("a.pdf"), panel.picture(whole=True))
    assert b"/DCTDecode" not in content
    path = panel.folder.filePath("a.pdf")
    Path(path).write_bytes(content)
    text = PdfReader(path).pages[0].extract_text()
    assert "\t" not in text
    expected = {FLOW: "neuron 0", LAYER: "Input batch", SOFTMAX: "sample 1", DISTRIBUTION: "mean "}
    assert expected[tab] in text


def test_only_the_characters_of_a_pdf_are_mended() -> None:
    table = b"/CIDInit /ProcSet findresource begin\n<0001> <0009> [<0041> <0009> ]\n"
    table += b"<000A> <000A> <0009>\nendcmap"
    mended = with_spaces(b"<0009> " + table + b" <0009>")
    assert (
        mended
        == b"<0009> "
        + table.replace(b"<0009> ]", b"<0020> ]").replace(b"<000A> <0009>", b"<000A> <0020>")
        + b" <0009>"
    )


def test_bars_of_many_samples_say_of_how_many_they_are(show_outputs: Show) -> None:
    inputs = np.random.default_rng(0).standard_normal((60, 4))
    panel = show_outputs(Project(Network([Dense.random(4, 3), Softmax()]), Batch(inputs)))
    assert "30 of 60 samples" in texts(drawing(panel))


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.pdf"])
def test_a_picture_is_given_up_wherever_it_is_asked_to_stop(show_outputs: Show, name: str) -> None:
    picture = show_outputs(seven_layers()).picture(whole=True)

    def is_stopped(at: int) -> bool:
        asked = count()
        try:
            file_content(Path(name), picture, cancelled=lambda: next(asked) == at)
        except Cancelled:
            return True
        return False

    n_stopped = next(at for at in count() if not is_stopped(at))
    assert n_stopped > 7


def test_a_picture_of_too_many_pixels_is_refused_with_a_way_out(show_outputs: Show) -> None:
    panel = show_outputs(seven_layers())
    with pytest.raises(NnfsError, match="is too large; choose a smaller width or scale"):
        image(panel.picture(whole=True), 100)


def ask(panel: OutputsPanel, name: str) -> PictureDialog:
    panel.pictures.choose(name)
    return seen(panel, PictureDialog)


def test_the_dialog_asks_for_width_scale_and_part_and_remembers_them(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(lesson())
    panel.studio.document.mark_saved(panel.studio.project, tmp_path / "mine.nnfs")
    dialog = ask(panel, "PNG")
    assert dialog.findChild(QComboBox, "picture_shown").currentText() == "All of it"
    assert not dialog.findChild(QSpinBox, "picture_width").isEnabled()
    qtbot.keyClicks(dialog.findChild(QComboBox, "picture_shown"), "What")
    dialog.findChild(QCheckBox, "picture_usual_width").click()
    width = dialog.findChild(QSpinBox, "picture_width")
    width.selectAll()
    qtbot.keyClicks(width, "900")
    width.interpretText()
    qtbot.keyClicks(dialog.findChild(QComboBox, "picture_scale"), "3")
    size = dialog.picture.size * 3
    assert size.width() == 2700
    told = dialog.findChild(object, "picture_size").text()
    assert told == f"2,700 × {size.height():,} pixels"
    assert not dialog.findChild(object, "picture_preview").pixmap().isNull()
    dialog.findChild(object, "picture_save").click()
    assert name_file(qtbot, panel, tmp_path / "flow.png", "save_dialog") == "mine flow.png"
    assert QImage(str(tmp_path / "flow.png")).size() == size
    again = ask(panel, "SVG")
    assert again.findChild(QComboBox, "picture_shown").currentText() == "What is in view"
    assert again.findChild(QSpinBox, "picture_width").value() == 900
    again.reject()


def test_a_width_too_small_for_the_matrices_is_not_offered(show_outputs: Show) -> None:
    panel = show_outputs(seven_layers())
    dialog = ask(panel, "PDF")
    least = dialog.findChild(QSpinBox, "picture_width").minimum()
    assert least > 600
    assert dialog.picture.width > least
    assert not dialog.findChild(QComboBox, "picture_scale").isVisible()
    dialog.reject()


def test_old_numbers_are_as_dim_in_a_picture_as_on_the_screen(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    panel.studio.runner.set_live(False)
    bright = image(panel.picture(whole=True), 1)
    panel.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 1.5)))
    dim = image(panel.picture(whole=True), 1)
    paper = panel.studio.theme.color("panel")
    assert bright.pixelColor(2, 2) == dim.pixelColor(2, 2) == paper
    corner = MARGIN + 30, MARGIN + TITLE_HEIGHT + 4  # of the first cell
    assert dim.pixelColor(*corner).lightness() > bright.pixelColor(*corner).lightness()
