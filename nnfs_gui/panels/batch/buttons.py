"""Builds the buttons above the batch: open, add, fill, target."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton, QWidget

from nnfs_gui.panels.batch.menus import FillMenu, TargetMenu
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.overflow import Overflow


def batch_buttons(
    studio: Studio,
    view: SpreadsheetView,
    model: BatchModel,
    parent: QWidget,
    *,
    add_sample: Callable[[], None],
    add_feature: Callable[[], None],
    fill_missing: Callable[[], None],
) -> Overflow:
    """The buttons in a row; those without room go into a menu."""

    def button(text: str, name: str, hint: str) -> QToolButton:
        button = named(QToolButton(), name, hint, tip=hint, role="link")
        button.setText(text)
        buttons.append(button)
        return button

    buttons: list[QToolButton] = []

    data = button("Open data…", "batch_open_data", "Open a table of samples from a file")
    data.clicked.connect(studio.links.data_wanted)
    button("+ Sample", "batch_add_sample", "Add a sample").clicked.connect(add_sample)
    button("+ Feature", "batch_add_feature", "Add a feature").clicked.connect(add_feature)
    fill = button("Fill ▾", "batch_fill", "Fill cells with numbers")
    fill.setMenu(FillMenu(studio, view, model, parent, fill_missing))
    target = button("Target ▾", "batch_target", "The target column and its classes")
    target.setMenu(TargetMenu(studio, view, parent))
    for each in (fill, target):
        each.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    tools = Overflow(buttons, "batch_more", "More to do with the batch")
    studio.theme.give_icon(tools.more, "more")
    return tools
