"""Adds an entry to a menu, with its name and what it does, in one expression."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nnfs_gui.widgets.plain import plain_tip


def add_entry(
    menu: QMenu,
    text: str,
    name: str,
    does: Callable[[], object],
    *,
    tip: str = "",
    is_enabled: bool = True,
    is_checked: bool | None = None,
) -> QAction:
    """An entry known by `name`; it has a tick where `is_checked` says whether that is set."""
    action = menu.addAction(text)
    action.setObjectName(name)
    action.setEnabled(is_enabled)
    action.setToolTip(plain_tip(tip or action.toolTip()))  # by itself it shows its text
    if is_checked is not None:
        action.setCheckable(True)
        action.setChecked(is_checked)
    action.triggered.connect(lambda checked=False: does())
    return action
