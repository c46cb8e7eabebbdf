"""Samples that are pictures: shown beside their rows, and drawn on by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDoubleSpinBox, QSpinBox
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax
from nnfs_core.examples import example_named
from nnfs_core.project.pictures import NO_PICTURES, PictureSize
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.picture.pane import PicturePane
from nnfs_gui.studio.finder import Sort
from tests.deferred import deferred_rows
from tests.gui.conftest import Open
from tests.gui.pictures import RIGHT, at_pixel, canvas_of, color_at, drag, paper
from tests.gui.widgets import child, is_seen, move_mouse, press, seen, text_of, type_into
from tests.gui.windows import trigger

Show = Callable[..., BatchPanel]
ROWS = np.array([[0.0, 16, 0, 8, 0, 4], [16, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]])


def small_batch(rows: np.ndarray = ROWS, **options: object) -> Batch:
    """Three samples that are said to be pictures of 2 x 3."""
    return Batch(rows, said_pictures=PictureSize(2, 3), **options)


def inputs(panel: BatchPanel, sample: int = 0) -> list[float]:
    return panel.studio.project.batch.inputs[sample].tolist()


# What is shown.


def test_the_selected_sample_is_a_picture_beside_the_table(show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    assert [color_at(canvas, pixel) for pixel in range(6)] == [
        paper(panel, value) for value in ROWS[0]
    ]
    assert color_at(canvas, 0) != color_at(canvas, 3) != color_at(canvas, 1)
    panel.studio.selection.select(Place(INPUT, 1, None))
    assert color_at(canvas, 0) == paper(panel, 16)
    assert canvas.accessibleName() == "Picture of sample 1, 2 x 3 pixels"
    assert text_of(panel, "picture_title") == "Sample 1"


def test_ink_reaches_from_0_to_the_largest_of_the_batch_and_says_so(show_batch: Show) -> None:
    panel = show_batch(small_batch())
    assert seen(panel, type(panel.pictures.pane.tools.scale_bar)).accessibleName() == (
        "Colours from 0 to 16"
    )


def test_numbers_below_0_have_colours_on_either_side(show_batch: Show) -> None:
    panel = show_batch(small_batch(ROWS - 4))
    scale = panel.pictures.pane.scale
    assert (scale.low, scale.high) == (-12, 12)


def test_nan_has_a_colour_of_its_own_and_hides_no_scale(show_batch: Show) -> None:
    rows = ROWS.copy()
    rows[0, 2], rows[1, 1] = np.nan, np.inf
    panel = show_batch(small_batch(rows))
    assert color_at(canvas_of(panel), 2) == panel.studio.theme.color("not_a_number").name()
    assert panel.pictures.pane.scale.high == 16


def test_target_and_predicted_class_are_told_with_it(show_batch: Show) -> None:
    batch = Batch(
        np.eye(4), [0, 1, 3, 3], class_names=list("abcd"), said_pictures=PictureSize(2, 2)
    )
    panel = show_batch(batch, Network([Dense(4 * np.eye(4), np.zeros((1, 4))), Softmax()]))
    assert text_of(panel, "picture_title") == "Sample 0, target a"
    assert text_of(panel, "picture_prediction").startswith("predicted a, 0.9")
    assert text_of(panel, "picture_prediction").endswith("✓")
    panel.studio.selection.select(Place(INPUT, 2, None))
    assert text_of(panel, "picture_prediction").endswith("✗")
    assert "Most likely c" in canvas_of(panel).accessibleDescription()


def test_other_samples_have_no_picture_and_need_none_of_its_widgets(show_batch: Show) -> None:
    panel = show_batch(Batch(ROWS))
    assert panel.pictures is None
    assert panel.findChildren(PicturePane) == []


def test_the_picture_comes_and_goes_as_samples_become_pictures(show_batch: Show) -> None:
    panel = show_batch(small_batch())
    assert is_seen(panel, "picture_canvas")
    panel.add_feature()
    assert not is_seen(panel, "picture_canvas")
    panel.studio.document.undo()
    assert is_seen(panel, "picture_canvas")


def test_rows_begin_with_a_small_picture(show_batch: Show) -> None:
    panel = show_batch(small_batch())
    header = panel.view.row_header

    def shown(row: int) -> set[str]:
        image, rect = header.viewport().grab().toImage(), header.picture_rect(row)
        xs, ys = range(rect.left(), rect.right()), range(rect.top(), rect.bottom())
        return {image.pixelColor(x, y).name() for x in xs for y in ys}

    assert paper(panel, 8) in shown(0)
    assert paper(panel, 8) not in shown(1)
    panel.finder.sort_by(Sort("feature", "x0", descending=True))
    assert paper(panel, 8) in shown(1)  # the picture goes with its sample


def test_it_can_be_folded_away_and_stays_so(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Digits").build())
    panel = window.panels[BATCH]
    width = panel.view.width()
    press(qtbot, panel, "picture_fold")
    assert not is_seen(panel, "picture_canvas")
    qtbot.waitUntil(lambda: panel.view.width() > width + 100)
    other = open_window(example_named("Digits").build())
    assert not is_seen(other.panels[BATCH], "picture_canvas")
    press(qtbot, other.panels[BATCH], "picture_fold")
    assert is_seen(other.panels[BATCH], "picture_canvas")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_the_digits_example_starts_with_a_picture_and_leaves_the_table_room(
    qtbot: QtBot, open_window: Open, size: tuple[int, int]
) -> None:
    window = open_window(example_named("Digits").build(), size)
    panel = window.panels[BATCH]
    qtbot.waitUntil(lambda: canvas_of(panel).width() > 48)
    qtbot.waitUntil(lambda: text_of(panel, "picture_title") == "Sample 0, digit 0")
    qtbot.waitUntil(lambda: text_of(panel, "picture_prediction").startswith("predicted 0"))
    assert is_seen(panel, "picture_clear")
    assert panel.view.width() >= 0.4 * panel.width()
    canvas = canvas_of(panel)
    assert color_at(canvas, 3) == paper(panel, 13)


def test_in_a_low_panel_the_tools_give_way_to_the_picture(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(example_named("Digits").build().batch)
    qtbot.waitUntil(lambda: is_seen(panel, "picture_clear"))
    panel.resize(480, 130)
    qtbot.waitUntil(lambda: not is_seen(panel, "picture_clear"))
    assert text_of(panel, "picture_title") == "Sample 0, digit 0"
    assert color_at(canvas_of(panel), 3) == paper(panel, 13)
    qtbot.waitUntil(lambda: panel.view.width() >= 0.4 * panel.width())


# What the mouse draws.


def test_a_stroke_draws_live_and_is_one_step(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch(), Network([Dense(np.ones((6, 1)), [[0.0]])]))
    canvas, studio = canvas_of(panel), panel.studio
    drag(qtbot, canvas, [0, 1], lets_go=False)
    assert studio.runner.evaluation.result(0).output.array[0, 0] == 16 + 16 + 8 + 4  # already now
    drag(qtbot, canvas, [1, 2])
    assert [color_at(canvas, pixel) for pixel in (0, 1)] == [paper(panel, 16)] * 2
    assert inputs(panel) == [16, 16, 16, 8, 0, 4]
    assert studio.document.undo_text == "Draw on sample 0"
    studio.document.undo()
    studio.document.undo()
    assert inputs(panel) == ROWS[0].tolist()
    assert studio.document.undo_text is None


def test_one_press_and_drag_is_one_step(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    panel.studio.selection.select(Place(INPUT, 2, None))
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [0, 1, 2, 5])
    assert inputs(panel, 2) == [16, 16, 16, 0, 0, 16]
    assert panel.studio.document.undo_text == "Draw on sample 2"
    panel.studio.document.undo()
    assert inputs(panel, 2) == [0] * 6
    assert color_at(canvas, 0) == paper(panel, 0)


def test_a_quick_move_leaves_no_gap(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(Batch(np.zeros((1, 64)), [[1.0]]))
    drag(qtbot, canvas_of(panel), [0, 63])
    drawn = panel.studio.project.batch.inputs[0].reshape(8, 8)
    assert np.diag(drawn).tolist() == [1] * 8


def test_the_right_button_and_the_eraser_draw_0(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [1], RIGHT)
    assert inputs(panel) == [0, 0, 0, 8, 0, 4]
    assert color_at(canvas, 1) == paper(panel, 0)
    press(qtbot, panel, "picture_erase")
    drag(qtbot, canvas, [3])
    assert inputs(panel) == [0, 0, 0, 0, 0, 4]


def test_the_ink_is_what_was_typed(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    ink = seen(panel, QDoubleSpinBox, "picture_ink")
    assert ink.value() == 16
    ink.lineEdit().selectAll()
    qtbot.keyClicks(ink, "7.25")
    drag(qtbot, canvas_of(panel), [0])
    assert inputs(panel)[0] == 7.25


def test_ink_beyond_the_scale_changes_it_when_the_pen_is_lifted(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch())
    type_into(qtbot, seen(panel, QDoubleSpinBox, "picture_ink").lineEdit(), "64")
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [0], lets_go=False)
    assert panel.pictures.pane.scale.high == 16
    assert color_at(canvas, 3) == paper(panel, 8)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at_pixel(canvas, 0))
    assert panel.pictures.pane.scale.high == 64


def test_a_wide_pen_is_soft_at_its_edge(qtbot: QtBot, show_batch: Show) -> None:
    batch = Batch(np.vstack([np.zeros(784), np.full(784, 255.0)]))
    panel = show_batch(batch)
    pen = seen(panel, QComboBox, "picture_pen")
    assert pen.currentText() == "2 px"
    qtbot.keyClick(pen, Qt.Key.Key_Down)
    drag(qtbot, canvas_of(panel), [14 * 28 + 14])
    drawn = panel.studio.project.batch.inputs[0].reshape(28, 28)
    assert drawn[14, 14] == 255
    assert (drawn[13:16, 13:16] > 0).all()
    assert (drawn[:, [*range(11), *range(18, 28)]] == 0).all()
    assert set(drawn.ravel()) - {0, 255}
    assert (drawn == drawn.round()).all()  # as the others of 0 to 255 are


def test_escape_takes_back_the_stroke_under_way(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [1], RIGHT)
    drag(qtbot, canvas, [0, 1, 2], lets_go=False)
    assert inputs(panel)[:3] == [16, 16, 16]
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert inputs(panel) == [0, 0, 0, 8, 0, 4]
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at_pixel(canvas, 2))
    assert inputs(panel) == [0, 0, 0, 8, 0, 4]
    panel.studio.document.undo()
    assert inputs(panel) == ROWS[0].tolist()


def test_escape_takes_back_no_earlier_step_where_nothing_was_drawn(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [0])
    drag(qtbot, canvas, [0], lets_go=False)  # the same ink on the same pixel
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert inputs(panel)[0] == 16


def test_undo_during_a_stroke_ends_it(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [0], lets_go=False)
    panel.studio.document.undo()
    drag(qtbot, canvas, [1, 2])
    assert inputs(panel) == ROWS[0].tolist()


def test_a_button_let_go_elsewhere_ends_the_stroke(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    drag(qtbot, canvas, [0], lets_go=False)
    move_mouse(canvas, at_pixel(canvas, 2))  # without a button
    drag(qtbot, canvas, [4])
    assert inputs(panel) == [16, 16, 0, 8, 16, 4]
    panel.studio.document.undo()
    assert inputs(panel) == [16, 16, 0, 8, 0, 4]


def test_nan_elsewhere_in_the_sample_does_not_hinder(qtbot: QtBot, show_batch: Show) -> None:
    rows = ROWS.copy()
    rows[0, 5] = np.nan
    panel = show_batch(small_batch(rows))
    drag(qtbot, canvas_of(panel), [0])
    assert inputs(panel)[0] == 16
    assert np.isnan(inputs(panel)[5])


# What keys draw.


def test_keys_draw_as_the_mouse_does(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    panel.studio.selection.select(Place(INPUT, 2, None))
    canvas = canvas_of(panel)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space):
        qtbot.keyClick(canvas, key)
    assert inputs(panel, 2) == [16, 0, 0, 0, 0, 0]
    assert panel.studio.document.undo_text == "Draw on sample 2"
    assert canvas.accessibleDescription().startswith("x0: 16.")
    assert text_of(panel, "picture_title") == "x0: 16"
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_5)
    assert inputs(panel, 2) == [16, 8, 0, 0, 0, 0]
    assert canvas.accessibleDescription().startswith("x1: 8.")
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert inputs(panel, 2) == [16, 0, 0, 0, 0, 0]
    for _ in range(3):
        panel.studio.document.undo()
    assert inputs(panel, 2) == [0] * 6


def test_return_selects_the_pixel_and_escape_leads_back_to_the_table(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert panel.studio.selection.place == Place(INPUT, 0, 5)
    assert panel.view.current_cell() == (0, 5)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert panel.view.hasFocus()


def test_page_keys_lead_through_the_rows_on_show(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key, sample in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageUp, 1),
    ):
        qtbot.keyClick(canvas, key)
        assert panel.studio.selection.place.sample == sample


def test_a_prediction_of_before_is_not_told_as_the_present_one(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch(), Network([Softmax()]))
    assert text_of(panel, "picture_prediction").startswith("predicted output 1")
    panel.studio.runner.set_live(False)
    drag(qtbot, canvas_of(panel), [0])
    assert text_of(panel, "picture_prediction") == "out of date: run (F5)"
    panel.studio.runner.run()
    assert text_of(panel, "picture_prediction") == "a tie, of which output 0 counts"


def test_chosen_ink_and_pen_stay_until_another_project(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    ink = seen(panel, QDoubleSpinBox, "picture_ink")
    type_into(qtbot, ink.lineEdit(), "7")
    panel.add_sample()
    assert ink.value() == 7
    panel.studio.document.replace(Project(Network(), small_batch(ROWS / 4)))
    panel.studio.runner.run()
    assert ink.value() == 4


def test_ink_that_is_no_number_draws_nothing_and_says_why(qtbot: QtBot, show_batch: Show) -> None:
    panel = show_batch(small_batch())
    ink = seen(panel, QDoubleSpinBox, "picture_ink")
    ink.lineEdit().selectAll()
    qtbot.keyClicks(ink, "1e")
    drag(qtbot, canvas_of(panel), [0])
    assert inputs(panel) == ROWS[0].tolist()
    assert "Ink to draw with takes a number" in panel.notices[-1].text


def test_the_selected_weight_marks_the_pixel_that_it_is_for(show_batch: Show) -> None:
    panel = show_batch(small_batch(), Network([Dense(np.ones((6, 1)), [[0.0]])]))
    canvas = canvas_of(panel)
    corner = canvas.pixel_rect(4).topLeft().toPoint() - QPoint(1, 1)

    def is_framed() -> bool:
        color = canvas.grab().toImage().pixelColor(corner)
        return color.name() == panel.studio.theme.color("accent").name()

    assert not is_framed()
    panel.studio.selection.select(Place(0, 0, 0, 4))
    assert is_framed()


# Buttons.


def test_a_sample_is_cleared_and_an_empty_one_added_as_a_step_each(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch())
    press(qtbot, panel, "picture_clear")
    assert inputs(panel) == [0] * 6
    assert panel.studio.document.undo_text == "Clear sample 0"
    press(qtbot, panel, "picture_new")
    assert panel.studio.project.batch.n_samples == 4
    assert text_of(panel, "picture_title") == "x4: 0"
    canvas = canvas_of(panel)
    assert canvas.hasFocus()
    assert canvas.accessibleName() == "Picture of sample 3, 2 x 3 pixels"
    drag(qtbot, canvas, [0])
    assert inputs(panel, 3)[0] == 16
    for _ in range(3):
        panel.studio.document.undo()
    assert inputs(panel) == ROWS[0].tolist()
    assert panel.studio.project.batch.n_samples == 3


def test_the_pixel_under_the_mouse_is_told_and_lights_up_elsewhere(
    qtbot: QtBot, show_batch: Show
) -> None:
    panel = show_batch(small_batch())
    canvas = canvas_of(panel)
    move_mouse(canvas, at_pixel(canvas, 3))
    assert text_of(panel, "picture_title") == "x3: 8"
    assert panel.studio.selection.hovered == Place(INPUT, 0, 3)


# Larger than the window would wait for.


def test_samples_larger_than_memory_are_drawn_on(qtbot: QtBot, show_batch: Show) -> None:
    rows = deferred_rows(ROWS)
    panel = show_batch(small_batch(rows))
    qtbot.waitUntil(lambda: color_at(canvas_of(panel), 1) == paper(panel, 16))
    drag(qtbot, canvas_of(panel), [0, 2])
    qtbot.waitUntil(lambda: inputs(panel)[:3] == [16, 16, 16])
    assert panel.studio.document.undo_text == "Draw on sample 0"


def test_the_dialog_says_what_pictures_they_are(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Digits").build())
    document = window.studio.document
    trigger(window, "batch.pictures")
    dialog = seen(window, QDialog, "pictures_dialog")
    height = child(dialog, QSpinBox, "pictures_height")
    height.setFocus()
    height.selectAll()
    qtbot.keyClicks(height, "9")
    qtbot.keyClick(height, Qt.Key.Key_Tab)
    assert "9 x 8 are 72 pixels; a sample has 64 features" in text_of(dialog, "pictures_text")
    height.setFocus()
    height.selectAll()
    qtbot.keyClicks(height, "4")
    qtbot.keyClick(height, Qt.Key.Key_Return)
    assert document.project.batch.picture_size == PictureSize(4, 16)
    assert document.undo_text == "Take samples as pictures of 4 x 16"
    assert canvas_of(window.panels[BATCH]).accessibleName().endswith("4 x 16 pixels")
    document.undo()
    assert document.project.batch.picture_size == PictureSize(8, 8)


def test_pictures_can_be_switched_off(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Digits").build())
    trigger(window, "batch.pictures")
    dialog = seen(window, QDialog, "pictures_dialog")
    press(qtbot, dialog, "pictures_none")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.studio.project.batch.said_pictures == NO_PICTURES
    assert not is_seen(window.panels[BATCH], "picture_canvas")
