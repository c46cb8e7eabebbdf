"""Has the menus Edit and Network say which layers they would change, and whether there are any."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence

from nnfs_core.wording import sentence
from nnfs_gui.panels.network.layer_actions import LAYER_ACTIONS
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.focus import edit_noun


class SeveralLayers(QObject):
    """Follows the selected layers. The Edit menu is about what has the keyboard when it opens."""

    def __init__(self, studio: Studio, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen, self._actions = studio.chosen_layers, actions
        self._plain = {id: actions[id].text() for id in _edit_texts("")}
        self._chosen.changed.connect(self._tell_in_network)
        self._tell_in_network()
        self._tell_keys()
        actions.menus["edit"].aboutToShow.connect(self._tell_in_edit)
        actions.menus["edit"].aboutToHide.connect(partial(self._say, self._plain))

    def _tell_keys(self) -> None:
        """Show in the menu what keys do on the cards; elsewhere they are other commands' keys."""
        for each in LAYER_ACTIONS:
            id = f"network.{each.id}"
            if id in self._actions and self._actions[id].shortcut().isEmpty():
                action = self._actions[id]
                action.setShortcut(QKeySequence(each.keys[0]))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _tell_in_network(self) -> None:
        what = self._chosen.text if self._chosen.are_several else "layer"
        self._say(_network_texts(what))
        for id in ("network.rename", *_network_texts("")):
            self._actions[id].setEnabled(bool(self._chosen.layers))

    def _tell_in_edit(self) -> None:
        noun = edit_noun()
        if noun:
            self._say(_edit_texts(noun))

    def _say(self, texts: dict[str, str]) -> None:
        for id, text in texts.items():
            self._actions.set_text(id, text)


def _network_texts(layers: str) -> dict[str, str]:
    return {
        "network.duplicate": sentence("&Duplicate {layers}")(layers),
        "network.move_up": sentence("Move {layers} &up")(layers),
        "network.move_down": sentence("Move {layers} d&own")(layers),
        "network.switch": sentence("&Switch {layers} off or on")(layers),
        "network.remove": sentence("Re&move {layers}")(layers),
    }


def _edit_texts(layers: str) -> dict[str, str]:
    return {
        "edit.cut": sentence("Cu&t {layers}")(layers),
        "edit.copy": sentence("&Copy {layers}")(layers),
        "edit.clear": sentence("R&emove {layers}")(layers),
    }
