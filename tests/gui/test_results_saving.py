"""Saving results, batch and outputs while a filter is on: people say which samples."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Project
from tests.faults import failing
from tests.gui.batch_table import choose_in
from tests.gui.conftest import Open
from tests.gui.filtered import ANIMALS, SAME
from tests.gui.outputs import RESULTS, Show
from tests.gui.results import names_menu
from tests.gui.widgets import click, name_file, press, seen
from tests.gui.windows import trigger


def cells(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_the_dialog_says_which_samples_and_saves_them_in_their_order(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(Project(SAME, ANIMALS), (1200, 800))
    window.studio.finder.filter("wrong only, largest loss")
    trigger(window, "file.save_results")
    dialog = seen(window, QDialog, "results_dialog")
    some, everything = (seen(dialog, QRadioButton, f"rows_{name}") for name in ("shown", "all"))
    assert some.text() == "&The 3 samples shown, in the order shown"
    assert some.isChecked()
    assert everything.text() == "&All 6 samples"
    press(qtbot, dialog, "results_save")
    assert name_file(qtbot, window, tmp_path / "mine", "save_dialog").endswith("results.csv")
    qtbot.waitUntil((tmp_path / "mine.csv").exists)
    heads, *rows = cells(tmp_path / "mine.csv")
    assert heads[:4] == ["sample", "animal", "predicted", "verdict"]
    assert [row[:4] for row in rows] == [
        ["5", "cat", "dog", "wrong"],
        ["1", "cat", "dog", "wrong"],
        ["4", "dog", "cat", "wrong"],
    ]


def test_all_samples_are_saved_where_that_is_wanted(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(Project(SAME, ANIMALS), RESULTS)
    panel.studio.finder.filter("wrong only")
    panel.save_results()
    dialog = seen(panel, QDialog, "results_dialog")
    click(qtbot, seen(dialog, QRadioButton, "rows_all"))
    seen(dialog, QComboBox, "results_format").setCurrentIndex(3)
    press(qtbot, dialog, "results_save")
    name_file(qtbot, panel, tmp_path / "mine", "save_dialog")
    records = np.load(tmp_path / "mine.npy", allow_pickle=False)
    assert records["sample"].tolist() == [0, 1, 2, 3, 4, 5]
    assert panel.notices[-1] == "Saved the results of 6 samples to mine.npy."


def test_the_columns_shown_are_saved_alone_on_request(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(Project(SAME, ANIMALS), RESULTS)
    choose_in(qtbot, names_menu(qtbot, panel, "loss"), "hide_column")
    panel.save_results()
    dialog = seen(panel, QDialog, "results_dialog")
    assert seen(dialog, QLabel, "rows_count").text() == "all 6"
    click(qtbot, seen(dialog, QRadioButton, "results_shown_columns"))
    press(qtbot, dialog, "results_save")
    name_file(qtbot, panel, tmp_path / "mine.csv", "save_dialog")
    assert "loss" not in cells(tmp_path / "mine.csv")[0]


def test_a_full_disk_is_told_and_the_old_file_stays(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(Project(SAME, ANIMALS), RESULTS)
    path = tmp_path / "mine.csv"
    path.write_text("old")
    panel.save_results()
    wanted = seen(panel, QDialog, "results_dialog").wanted
    with failing(lambda number: True, 28, ("write",)):
        panel.results.saver.save(wanted, path)
    assert "mine.csv was not saved: the disk of" in panel.notices[-1]
    assert path.read_text() == "old"


def test_a_filtered_batch_is_asked_about_and_saved_with_the_numbers_of_its_samples(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(Project(SAME, ANIMALS), (1200, 800))
    window.studio.finder.filter("wrong only, largest loss")
    trigger(window, "file.save_batch")
    press(qtbot, seen(window, QDialog, "rows_dialog"), "rows_save")
    name_file(qtbot, window, tmp_path / "mine.csv", "save_dialog")
    qtbot.waitUntil((tmp_path / "mine.csv").exists)
    assert [row[0] for row in cells(tmp_path / "mine.csv")] == ["sample", "5", "1", "4"]
    window.studio.finder.clear()
    trigger(window, "file.save_batch")  # of all samples nobody asks
    name_file(qtbot, window, tmp_path / "all.csv", "save_dialog")
    qtbot.waitUntil((tmp_path / "all.csv").exists)
    assert len(cells(tmp_path / "all.csv")) == 7


def test_filtered_values_of_a_layer_are_asked_about(
    qtbot: QtBot, show_outputs: Show, tmp_path: Path
) -> None:
    panel = show_outputs(Project(SAME, ANIMALS), RESULTS)
    panel.studio.finder.filter("wrong only")
    panel.values.choose()
    press(qtbot, seen(panel, QDialog, "rows_dialog"), "rows_save")
    name_file(qtbot, panel, tmp_path / "mine.csv", "save_dialog")
    assert [row[0] for row in cells(tmp_path / "mine.csv")] == ["sample", "1", "4", "5"]


def test_a_filtered_batch_with_labels_keeps_the_numbers_of_its_samples_too(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    labelled = ANIMALS.with_(label_rows=Batch(ANIMALS.inputs, labels=list("uvwxyz")).label_rows)
    window = open_window(Project(SAME, labelled), (1200, 800))
    window.studio.finder.filter("wrong only")
    trigger(window, "file.save_batch")
    press(qtbot, seen(window, QDialog, "rows_dialog"), "rows_save")
    name_file(qtbot, window, tmp_path / "mine.csv", "save_dialog")
    qtbot.waitUntil((tmp_path / "mine.csv").exists)
    assert [row[:2] for row in cells(tmp_path / "mine.csv")[1:]] == [
        ["1", "v"],
        ["4", "y"],
        ["5", "z"],
    ]
