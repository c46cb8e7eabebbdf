"""Lists what can be done with a card, once for its menu, its keys and the Edit menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core import edits
from nnfs_core.project.place import INPUT
from nnfs_gui.panels.network import operations
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named


def is_layer(index: int) -> bool:
    """True for the card of a layer, not for that of the batch."""
    return index != INPUT


@dataclass(frozen=True)
class LayerAction:
    """Describes something to do with a layer's card; `keys` are shortcuts, the first one shown."""

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]
    run: Callable[[int], object]
    is_possible: Callable[[int], bool] = is_layer


class LayerActions:
    """Holds the actions of one stack; each takes the place of a layer, INPUT for the batch."""

    def __init__(self, studio: Studio, rename: Callable[[int], None]) -> None:
        self._studio = studio

        def on(operation: Callable[[Studio, int], object]) -> Callable[[int], object]:
            return partial(operation, studio)

        self.all = (
            LayerAction("rename", "Rename", "", ("F2",), rename),
            LayerAction("switch", "Switch off", "power", ("Space",), on(operations.switch)),
            LayerAction(
                "duplicate", "Duplicate", "duplicate", ("Ctrl+D",), on(operations.duplicate)
            ),
            LayerAction(
                "move_up",
                "Move up",
                "up",
                ("Alt+Up", "Ctrl+Shift+Up"),
                lambda index: operations.move(studio, index, index - 1),
                lambda index: index > 0,
            ),
            LayerAction(
                "move_down",
                "Move down",
                "down",
                ("Alt+Down", "Ctrl+Shift+Down"),
                lambda index: operations.move(studio, index, index + 1),
                lambda index: is_layer(index) and index + 1 < len(studio.project.network),
            ),
            LayerAction("cut", "Cut", "", ("Ctrl+X",), on(operations.cut)),
            LayerAction("copy", "Copy", "copy", ("Ctrl+C",), on(operations.copy)),
            LayerAction(
                "paste",
                "Paste below",
                "paste",
                ("Ctrl+V",),
                lambda index: operations.paste(studio, index + 1),
                lambda index: True,
            ),
            LayerAction(
                "remove", "Remove", "remove", ("Delete", "Backspace"), on(operations.remove)
            ),
        )
        self._by_id = {action.id: action for action in self.all}

    def run(self, name: str, index: int) -> None:
        """Do the action with the id `name` to the card at `index`, if it is possible there."""
        action = self._by_id[name]
        if action.is_possible(index):
            action.run(index)

    def action_for(self, event: QKeyEvent) -> LayerAction | None:
        """The action whose shortcut was pressed."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        return next(
            (each for each in self.all if any(QKeySequence(key) == pressed for key in each.keys)),
            None,
        )

    def menu(self, index: int, parent: QWidget) -> QMenu:
        """The context menu of the card at `index`; it deletes itself when it closes."""
        menu = named(QMenu(parent), "layer_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.all:
            if action.id in ("move_up", "cut", "remove"):
                menu.addSeparator()
            text = action.text
            if action.id == "switch" and is_layer(index):
                enabled = self._studio.project.network.layers[index].enabled
                text = "Switch off" if enabled else "Switch on"
            item = add_entry(menu, text, f"layer_{action.id}", partial(self.run, action.id, index))
            item.setShortcut(QKeySequence(action.keys[0]))
            item.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only shown here
            item.setShortcutVisibleInContextMenu(True)
            item.setEnabled(action.is_possible(index))
            if action.icon:
                item.setIcon(self._studio.theme.icon(action.icon))
            if action.id == "rename" and is_layer(index):
                self._add_kinds(menu, index)
        return menu

    def _add_kinds(self, menu: QMenu, index: int) -> None:
        """Offer the kinds that the layer may become, if there are any."""
        layer = self._studio.project.network.layers[index]
        kinds = [kind for kind in edits.kinds_for(layer) if kind is not type(layer)]
        if kinds:
            others = named(menu.addMenu("Change to"), "layer_change_kind")
            for kind in kinds:
                change = partial(operations.change_kind, self._studio, index, kind)
                add_entry(others, kind.title, f"layer_to_{kind.kind}", change)
