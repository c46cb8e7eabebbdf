"""A small window: what is shown stays whole, and what must give way says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QDialog, QLabel, QScrollBar, QToolBar, QToolButton, QWidget
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.files.import_dialog import ImportDialog
from nnfs_gui.panels import BATCH, CODE, EXPLAIN, GLOSSARY, LAYER, NETWORK, OUTPUTS, PANELS
from nnfs_gui.panels.outputs.matrix.names import paint_column_names
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.panels.outputs.output_tabs import LAYER as LAYER_TAB
from nnfs_gui.panels.outputs.output_tabs import TABS
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.window import main_window
from nnfs_gui.window.main_window import LEAST_SIZE, MainWindow
from tests.gui.conftest import Open
from tests.gui.fitting import misfits
from tests.gui.widgets import is_seen, seen
from tests.gui.windows import open_example, trigger

SMALL = (1024, 700)
# what the system hands out on each screen: its pixels divided by its scale
SCREENS = {
    "1366 x 768 at 1.25": (1092, 614),
    "1440 x 900 at 1.5": (960, 600),
    "1440 x 900 at 2": (720, 450),
    "1920 x 1080 at 2": (960, 540),
    "1024 x 768 at 1.25": (819, 614),
}
DIALOGS = (
    "help.keys",
    "help.about",
    "view.commands",
    "file.worksheet",
    "file.save_picture",
    "file.print",
    "file.save_as",
)
AT_THE_RIGHT = [entry for entry in PANELS if entry.side == "right"]
NARROW = (530, 340)  # what such a window leaves to the outputs


def painted_text(label: QLabel) -> str:
    """What stands on the screen, which is less than the label's text where that does not fit."""
    return label.shown_text() if isinstance(label, ElidedLabel) else label.text()


@pytest.fixture
def open_on(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[..., MainWindow]:
    """Opens the window as large as a screen is."""

    def open_on(name: str, size: tuple[int, int]) -> MainWindow:
        monkeypatch.setattr(main_window, "LEAST_SIZE", QSize(*size))
        return open_window(example_named(name).build(), size)

    return open_on


def assert_whole(qtbot: QtBot, window: QWidget, size: tuple[int, int], what: object) -> None:
    """Nothing is cut or overlaps once all that was filled is laid out, and the size is kept."""
    found: list[str] = []

    def fits() -> bool:
        found[:] = misfits(window)
        return not found

    with suppress(TimeoutError):  # the assertion says more
        qtbot.waitUntil(fits, timeout=1500)
    assert found == [], what
    assert window.size().toTuple() == size, what


@pytest.mark.parametrize("size", SCREENS.values(), ids=SCREENS)
def test_nothing_is_cut_and_nothing_overlaps_on_a_small_screen(
    open_on: Callable[..., MainWindow], qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = open_on("Iris", size)
    panels = window.panels
    assert panels[NETWORK].stack.height() > panels[NETWORK].palette_of_kinds.height()
    for place in (Place(3, 0, 0), Place(0, 60, 1), Place(INPUT, 0, 0)):
        window.studio.selection.select(place)
        for entry in (EXPLAIN, LAYER):
            window.show_panel(entry)
            panels[EXPLAIN].sections.refresh()
            assert panels[entry].is_on_screen
            assert_whole(qtbot, window, size, (entry.id, place))
    for look, entries in (("light", (CODE, GLOSSARY, BATCH)), ("dark", (NETWORK, EXPLAIN, LAYER))):
        window.studio.theme.set_mode(look)
        for entry in entries:
            window.show_panel(entry)
            assert_whole(qtbot, window, size, (look, entry.id))
        for tab in range(len(TABS)):
            panels[OUTPUTS].show_tab(tab)
            assert_whole(qtbot, window, size, (look, TABS[tab]))


@pytest.mark.parametrize("size", SCREENS.values(), ids=SCREENS)
def test_every_example_fits_on_a_small_screen(
    open_on: Callable[..., MainWindow], qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = open_on(EXAMPLES[0].name, size)
    for example in EXAMPLES:
        open_example(window, example.name)
        assert_whole(qtbot, window, size, example.name)
        assert cut_names(window) == [], example.name


def cut_names(window: MainWindow) -> list[str]:
    """The names that layers got by themselves and that their cards do not show whole."""
    stack, layers = window.panels[NETWORK].stack, window.studio.project.network.layers
    own = [INPUT, *(index for index, layer in enumerate(layers) if not layer.name)]
    titles = [stack.card(index).title for index in own]
    return [title.text() for title in titles if title.shown_text() != title.text()]


def test_larger_texts_fit_where_the_window_has_the_room_for_them(
    open_on: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    size = SCREENS["1366 x 768 at 1.25"]
    window = open_on("Iris", size)
    trigger(window, "view.zoom_in")
    trigger(window, "view.zoom_in")
    window.studio.selection.select(Place(3, 0, 0))
    for entry in PANELS:
        window.show_panel(entry)
        if entry is EXPLAIN:
            window.panels[EXPLAIN].sections.refresh()
        assert_whole(qtbot, window, size, entry.id)


def test_strips_above_the_outputs_leave_the_least_window_as_it_is(
    open_on: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    size = LEAST_SIZE.toTuple()
    window = open_on("Softmax", size)
    window.menus["lessons"].aboutToShow.emit()  # which reads the lessons
    window.menus["lessons"].actions()[0].trigger()
    assert_whole(qtbot, window, size, "lesson")
    for _ in range(4):
        trigger(window, "lesson.next")
        assert_whole(qtbot, window, size, "step")
    trigger(window, "lesson.leave")
    trigger(window, "run.pin")
    studio = window.studio
    studio.document.try_out("the input were 3", edits.set_input(studio.project, 0, 0, 3.0))
    studio.notices.error("Something went wrong, in a sentence that is rather long.", "Again", str)
    assert_whole(qtbot, window, size, "strips")


def test_a_layout_of_a_large_window_fits_into_the_least_one(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), (1440, 900))
    for entry in AT_THE_RIGHT:
        window.show_panel(entry)
    size = LEAST_SIZE.toTuple()
    window.resize(*size)
    assert_whole(qtbot, window, size, "three columns")
    least = window.minimumSizeHint()
    assert least.boundedTo(LEAST_SIZE) == least


@pytest.mark.parametrize("action", DIALOGS)
def test_every_dialog_fits_into_the_least_window(
    open_on: Callable[..., MainWindow], qtbot: QtBot, action: str
) -> None:
    window = open_on("Iris", LEAST_SIZE.toTuple())
    trigger(window, action)
    dialog = seen(window, QDialog)
    assert dialog.size().boundedTo(LEAST_SIZE) == dialog.size()
    assert_whole(qtbot, dialog, dialog.size().toTuple(), action)
    dialog.close()


def test_the_dialog_of_a_table_fits_into_the_least_window(
    open_on: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a table.csv"
    path.write_text("the first column,b,c,species\n" + "1,2,,setosa\n" * 30, "utf-8")
    window = open_on("Iris", LEAST_SIZE.toTuple())
    window.files.open(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
    dialog = seen(window, ImportDialog)
    assert dialog.size().boundedTo(LEAST_SIZE) == dialog.size()
    assert_whole(qtbot, dialog, dialog.size().toTuple(), "table")
    dialog.close()


def test_where_the_screen_is_smaller_the_window_takes_all_of_it_and_no_more(
    studio: Callable[..., Studio], settings: Settings, qtbot: QtBot
) -> None:
    window = MainWindow(studio(), settings)
    room = window.screen().availableSize()
    assert window.width() > room.width()  # the screen of the tests is a small one
    window.show_on_screen()
    qtbot.waitUntil(window.isMaximized)
    assert window.size() == window.size().boundedTo(room)
    window.close_now()
    shiboken6.delete(window)


def test_search_stays_when_the_tools_have_no_room(
    open_on: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_on("Iris", (1092, 614))
    tools = window.findChild(QToolBar, "tools")
    save = tools.widgetForAction(window.actions_by_id["file.save"])
    assert save.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    window.resize(800, 614)
    qtbot.waitUntil(lambda: save.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
    qtbot.waitUntil(lambda: is_seen(window, "examples_button"))
    window.setMinimumSize(400, 400)  # as on a very small screen
    window.resize(500, 614)
    beyond = tools.findChild(QToolButton, "qt_toolbar_ext_button")
    qtbot.waitUntil(beyond.isVisible)
    search = seen(window, QToolButton, "search_button")
    assert "Search" in search.text()
    assert search.mapTo(window, search.rect().bottomRight()).x() < window.width()


def test_the_heading_of_the_outputs_gives_way_to_the_names_of_its_tabs(
    open_on: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    outputs = open_on("Iris", SCREENS["1440 x 900 at 2"]).panels[OUTPUTS]
    for tab in range(len(TABS)):
        outputs.show_tab(tab)
        qtbot.waitUntil(lambda: outputs.tabs.width() >= outputs.tabs.sizeHint().width())
        assert outputs.header.heading.isHidden()


def test_buttons_without_room_are_in_a_menu(
    open_on: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_on("Iris", (960, 600))
    panel = window.panels[BATCH]
    qtbot.waitUntil(lambda: not is_seen(panel, "batch_add_feature"))
    more = seen(panel, QToolButton, "batch_more")
    more.menu().aboutToShow.emit()
    entries = {each.text(): each for each in more.menu().actions()}
    assert list(entries) == ["+ Feature", "Fill", "Target"]
    entries["+ Feature"].trigger()
    assert window.studio.project.batch.n_features == 5
    entries["Fill"].menu().aboutToShow.emit()
    assert "fill_ramp" in [each.objectName() for each in entries["Fill"].menu().actions()]


def test_the_flow_of_iris_needs_no_scrolling_because_its_rows_are_named_once(show_outputs) -> None:
    canvas = show_outputs(example_named("Iris").build(), size=NARROW).flow.canvas
    assert not canvas.findChild(QScrollBar, "flow_matrices_scroll").isVisible()
    assert [plot.laid_out.row_names_width > 0 for plot in canvas.plots] == [True] + 4 * [False]
    for plot in canvas.plots:
        room = plot.size().width() - plot.laid_out.row_names_width
        assert plot.texts.width(plot.content.title, plot.laid_out.points, True) <= room


def names_below(plot: MatrixPlot) -> list[str]:
    """What is written under the columns of a matrix."""
    drawing = QBuffer()
    drawing.open(QBuffer.OpenModeFlag.WriteOnly)
    svg = QSvgGenerator()
    svg.setOutputDevice(drawing)
    with QPainter(svg) as painter:
        paint_column_names(painter, plot.laid_out, plot.window)
    return re.findall(r">([^<>]+)</text>", bytes(drawing.data().data()).decode())


def test_no_name_of_one_column_stands_for_all_of_them(show_outputs) -> None:
    iris = example_named("Iris").build()
    narrow = show_outputs(iris, size=NARROW).flow.canvas.plots[0]
    assert names_below(narrow) == ["0", "1", "2", "3"]
    wide = show_outputs(iris, tab=LAYER_TAB, size=(1200, 600)).layer.canvas.plots[0]
    assert names_below(wide)[0].startswith("sepal le")


def test_where_there_is_room_every_matrix_names_its_rows(show_outputs) -> None:
    canvas = show_outputs(example_named("Iris").build()).flow.canvas
    assert all(plot.laid_out.row_names_width > 0 for plot in canvas.plots)


def test_without_room_the_hint_below_flow_is_a_shorter_sentence(show_outputs) -> None:
    panel = show_outputs(example_named("Two layers").build(), size=(340, 340))
    panel.studio.selection.select_layer(0)
    assert painted_text(panel.flow.readout) == "Click a cell."
    panel.resize(900, 340)
    assert painted_text(panel.flow.readout).endswith("drag to pan.")


def test_a_readout_without_room_loses_its_beginning_and_never_a_digit(show_outputs) -> None:
    project = example_named("A fresh dense layer").build()
    panel = show_outputs(project, size=(420, 340))
    flow = panel.flow
    panel.studio.selection.select(Place(0, 1, 2))
    value = repr(panel.studio.runner.evaluation.result(0).output.array[1, 2].item())
    assert painted_text(flow.readout).startswith("…")
    assert painted_text(flow.readout).endswith(f"= {value}")
    assert flow.readout.toolTip().startswith("Dense 1 · sample 1 · neuron 2")


def test_what_is_explained_is_named_in_short_where_its_title_has_no_room(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), SMALL)
    window.studio.selection.select(Place(0, 60, 1))
    title = window.panels[EXPLAIN].header.summary
    qtbot.waitUntil(lambda: title.shown_text() == "Dense 1 [60, 1]")
    assert title.toolTip() == "Dense 1 · sample 60 · neuron 1"
    window.resize(1800, 900)
    trigger(window, "view.reset_layout")
    qtbot.waitUntil(lambda: title.shown_text() == title.text())
    assert window.panels[NETWORK].header.summary.text() == "67 parameters"


def test_the_shape_of_the_batch_is_told_in_short_where_words_do_not_fit(open_window: Open) -> None:
    window = open_window(example_named("Iris").build(), SMALL)
    assert painted_text(window.panels[BATCH].header.summary) == "150 × 4"
    assert window.panels[BATCH].header.summary.toolTip() == "150 samples × 4 features"
