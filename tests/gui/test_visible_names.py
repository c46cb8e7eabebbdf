"""A name that is long without end, or that turns or hides what stands around it, does neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QMenu,
    QTabBar,
    QWidget,
)

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, save
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import EXPLAIN, OUTPUTS
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.output_tabs import TABS
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import text_of
from tests.gui.windows import drop

SNEAKY = "\u202egnp.x\0\u200b\x1b[1m\x85\u2066"
ACTING = set(SNEAKY) - set("gnp.x[1m")
LONG = 100_000


def named(text: str, *, misfit: bool = False) -> Project:
    """A project in which everything has this name, as far as names may be the same."""
    layers = [
        replace(layer, name=text)
        for layer in (Dense.random(3, 4), ReLU(), Dense.random(3 if misfit else 4, 3), Softmax())
    ]
    batch = Batch(
        np.random.default_rng(0).standard_normal((6, 3)),
        targets=np.arange(6) % 3,
        columns=tuple(f"{text}{number}" for number in range(3)),
        class_names=tuple(f"{text}{number}" for number in range(3)),
        target_name=text,
    )
    return Project(Network(layers), batch, title=text, notes=text)


def shown(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that a widget below says, with who says it; fields to type in are left out."""
    for widget in (root, *root.findChildren(QWidget)):
        name = f"{type(widget).__name__} {widget.objectName()}"
        yield name, widget.toolTip()
        yield name, widget.windowTitle()
        for action in widget.actions():
            yield name, action.text()
            yield name, action.toolTip()
        match widget:
            case QLabel() | QAbstractButton():
                yield name, widget.text()
            case QTabBar():
                yield from ((name, widget.tabText(tab)) for tab in range(widget.count()))
            case QHeaderView():
                pass  # the table that has it looks at it
            case QAbstractItemView() | QComboBox() if widget.model() is not None:
                yield from ((name, text) for text in texts_of(widget))


def texts_of(view: QAbstractItemView | QComboBox) -> Iterator[str]:
    model, display, tip = view.model(), Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    columns = range(model.columnCount())
    for column in columns if view.objectName() != "class_names" else ():
        for role in (display, tip):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
            for row in range(min(20, model.rowCount())):
                yield str(model.index(row, column).data(role) or "")


def assert_plain(window: MainWindow) -> None:
    """Nothing hides or turns, nothing is long, and the window is as small as ever."""
    QApplication.processEvents()
    for name, text in shown(window):
        assert not ACTING & set(text), (name, text[:200])
        assert len(text) <= 20_001, name
    least = window.minimumSizeHint()
    assert least.width() <= 1000, least
    assert least.height() <= 760, least


PROJECTS = {
    "long": "a name " * (LONG // 7),
    "one word": "x" * LONG,
    "lines": "x\n" * LONG,
    "sneaky": f"{SNEAKY} name",
}


@pytest.mark.parametrize("name", PROJECTS)
def test_no_name_turns_hides_or_spreads_anything(open_window: Open, name: str) -> None:
    window = open_window(named(PROJECTS[name]), (1280, 800))
    for action in ("layer", "code", "explain"):
        window.actions_by_id[f"view.{action}"].trigger()
        for layer in range(INPUT, 4):
            window.studio.selection.select(Place(layer, 0, 0))
        assert_plain(window)
    for tab in range(len(TABS)):
        window.panels[OUTPUTS].tabs.setCurrentIndex(tab)
        assert_plain(window)
    for action in ("network.rename", "network.remove", "edit.undo", "run.pin"):
        window.actions_by_id[action].trigger()
    window.actions_by_id["view.differences"].trigger()
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    window.studio.notices.error(PROJECTS[name], "Again", lambda: None)
    window.actions_by_id["view.explain"].trigger()
    window.panels[EXPLAIN].sections.refresh()
    assert_plain(window)


def test_no_name_of_a_misfit_spreads_anything(open_window: Open) -> None:
    window = open_window(named(PROJECTS["one word"], misfit=True), (1280, 800))
    window.actions_by_id["view.explain"].trigger()
    window.studio.selection.select(Place(0, 0, 0))
    window.panels[EXPLAIN].sections.refresh()
    assert_plain(window)


def test_the_name_of_a_file_cannot_look_like_another_one(open_window: Open, tmp_path: Path) -> None:
    path = tmp_path / "mine\u202egnp.nnfs"
    save(named("x"), path)
    window = open_window(None, (1280, 800))
    drop(window, path)
    assert window.windowTitle().startswith("mine[U+202E]gnp.nnfs")
    window.menus.fill_recent()
    assert window.menus["recent"].actions()[0].text() == "mine[U+202E]gnp.nnfs"
    path.unlink()
    drop(window, path)
    assert "mine[U+202E]gnp.nnfs" in text_of(window, "notice_text")
    assert_plain(window)


def test_plots_write_names_on_one_short_line() -> None:
    texts = TextPainter()
    assert texts.width("x" * LONG, 9.0) <= texts.width("x" * 99 + "…", 9.0)
    assert texts.width("a\nb", 9.0) == texts.width("a b", 9.0)
    assert texts.width("a\u202eb", 9.0) == texts.width("a[U+202E]b", 9.0)
