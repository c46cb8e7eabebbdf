"""Does what the menu Scatter asks for, in the tab of that name, which comes to the front."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton

from nnfs_core.wording import sentence
from nnfs_gui.panels import OUTPUTS, Panels
from nnfs_gui.panels.outputs.output_tabs import SCATTER
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.docks import Docks

SWITCHES = ("region", "rings", "decisions", "only_found")
ON_AT_FIRST = ("rings", "decisions")


class ScatterActions(QObject):
    """Presses the buttons above the points; their ticks in the menu follow the buttons."""

    def __init__(
        self, studio: Studio, actions: Actions, panels: Panels, docks: Docks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._studio, self._actions = studio, actions
        self._panels, self._docks = panels, docks
        self._has_joined = False  # the tab is made when somebody first looks at it
        for name in ON_AT_FIRST:
            actions[f"scatter.{name}"].setChecked(True)
        actions.connect(
            {f"scatter.{name}": partial(self._press, name) for name in (*SWITCHES, "fit")}
        )
        panels[OUTPUTS].tabs.currentChanged.connect(self._on_tab)

    def _press(self, name: str) -> None:
        self._docks.show(OUTPUTS)
        self._panels[OUTPUTS].show_tab(SCATTER)
        self._join()
        button, action = self._button(name), self._actions[f"scatter.{name}"]
        if button.isEnabled():
            button.click()
            self._panels[OUTPUTS].scatter.chart.setFocus()
            return
        action.setChecked(button.isChecked())
        why = "no filter is on" if name == "only_found" else "x and y are not all features"
        self._studio.notices.info(
            sentence("{name} changes nothing while {why}.")(button.text(), why)
        )

    def _on_tab(self, number: int) -> None:
        if number == SCATTER:
            self._join()

    def _join(self) -> None:
        if self._has_joined:
            return
        self._has_joined = True
        for name in SWITCHES:
            button, action = self._button(name), self._actions[f"scatter.{name}"]
            action.setChecked(button.isChecked())
            button.toggled.connect(action.setChecked)

    def _button(self, name: str) -> QToolButton:
        return self._panels[OUTPUTS].scatter.controls.buttons[name]
