"""Has the menus Edit and Network say of how many layers they would change something."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.focus import edit_noun


class SeveralLayers(QObject):
    """Follows the selected layers, and for the Edit menu the keyboard: it speaks to what has it."""

    def __init__(self, studio: Studio, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen, self._actions = studio.chosen_layers, actions
        self._plain = {id: actions[id].text() for id in _edit_texts("")}
        self._chosen.changed.connect(self._tell)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:  # nothing has it while the window is torn down, its actions first
            self._tell_edit()

    def _tell(self) -> None:
        what = self._chosen.text if self._chosen.are_several else "layer"
        for id, text in _network_texts(what).items():
            self._actions.set_text(id, text)
        self._tell_edit()

    def _tell_edit(self) -> None:
        noun = edit_noun()
        for id, text in (_edit_texts(noun) if noun else self._plain).items():
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
