"""Lists what can be done with the selected cards, once for menus, keys and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core import edits
from nnfs_core.layers import KINDS
from nnfs_core.wording import sentence
from nnfs_gui.panels.network import operations
from nnfs_gui.studio import layer_edits
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_caption


@dataclass(frozen=True)
class LayerAction:
    """Describes something to do with selected cards; of `keys` menus show the first."""

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]


LAYER_ACTIONS = (
    LayerAction("rename", "Rename", "", ("F2",)),
    LayerAction("switch", "Switch off or on", "power", ("Space",)),
    LayerAction("duplicate", "Duplicate", "duplicate", ("Ctrl+D",)),
    LayerAction("move_up", "Move up", "up", ("Alt+Up", "Ctrl+Shift+Up")),
    LayerAction("move_down", "Move down", "down", ("Alt+Down", "Ctrl+Shift+Down")),
    LayerAction("cut", "Cut", "", ("Ctrl+X",)),
    LayerAction("copy", "Copy", "copy", ("Ctrl+C",)),
    LayerAction("paste", "Paste below", "paste", ("Ctrl+V",)),
    LayerAction("remove", "Remove", "remove", ("Delete", "Backspace")),
)


class LayerActions:
    """Does the actions to the selected layers; `rename` is given the current one of them."""

    def __init__(self, studio: Studio, rename: Callable[[int], None]) -> None:
        self._studio = studio

        def to_selected(
            operation: Callable[[Studio, Sequence[int]], object],
        ) -> Callable[[], object]:
            return lambda: operation(studio, self._layers)

        self._runs: dict[str, Callable[[], object]] = {
            "rename": lambda: rename(studio.selection.place.layer),
            "switch": lambda: layer_edits.switch(studio, self._layers, not self._is_any_on()),
            "duplicate": to_selected(operations.duplicate),
            "move_up": lambda: operations.move(studio, self._layers, self._layers[0] - 1),
            "move_down": self._move_down,
            "cut": to_selected(operations.cut),
            "copy": to_selected(operations.copy),
            "paste": lambda: operations.paste(studio, self._layers[-1] + 1 if self._layers else 0),
            "remove": to_selected(operations.remove),
        }

    def run(self, name: str) -> None:
        """Do the action with the id `name` to the selected layers, if it is possible."""
        if self.is_possible(name):
            self._runs[name]()

    def is_possible(self, name: str) -> bool:
        """True when the action with the id `name` has something to do."""
        layers = self._layers
        match name:
            case "paste":
                return True
            case "move_up":
                return bool(layers) and layers[0] > 0
            case "move_down":
                return bool(layers) and layers[-1] + 1 < len(self._studio.project.network)
        return bool(layers)

    def action_for(self, event: QKeyEvent) -> LayerAction | None:
        """The action whose shortcut was pressed."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        return next(
            (
                each
                for each in LAYER_ACTIONS
                if any(QKeySequence(key) == pressed for key in each.keys)
            ),
            None,
        )

    def menu(self, parent: QWidget) -> QMenu:
        """The context menu of the selected cards; it deletes itself when it closes."""
        menu = named(QMenu(parent), "layer_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = self._texts()
        for action in LAYER_ACTIONS:
            if action.id in ("move_up", "cut", "remove"):
                menu.addSeparator()
            text = texts.get(action.id, action.text)
            item = add_entry(menu, text, f"layer_{action.id}", partial(self.run, action.id))
            item.setShortcut(QKeySequence(action.keys[0]))
            item.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only shown here
            item.setShortcutVisibleInContextMenu(True)
            item.setEnabled(self.is_possible(action.id))
            if action.icon:
                item.setIcon(self._studio.theme.icon(action.icon))
            if action.id == "rename":
                self._add_kinds(menu)
        return menu

    @property
    def _layers(self) -> tuple[int, ...]:
        return self._studio.chosen_layers.layers

    def _is_any_on(self) -> bool:
        layers = self._studio.project.network.layers
        return any(layers[index].enabled for index in self._layers)

    def _move_down(self) -> None:
        layers = self._layers
        operations.move(self._studio, layers, layers[-1] + 2 - len(layers))

    def _texts(self) -> dict[str, str]:
        """What the menu says otherwise than of one layer that is on."""
        is_on = self._is_any_on() or not self._layers
        chosen = self._studio.chosen_layers
        if not chosen.are_several:
            return {"switch": "Switch off" if is_on else "Switch on"}
        what, current = chosen.text, self._studio.selection.place.layer
        off, on = sentence("Switch {what} off")(what), sentence("Switch {what} on")(what)
        return {
            "rename": sentence("Rename {layer}")(
                plain_caption(self._studio.project.network.names[current])
            ),
            "switch": off if is_on else on,
            "duplicate": sentence("Duplicate {what}")(what),
            "move_up": sentence("Move {what} up")(what),
            "move_down": sentence("Move {what} down")(what),
            "cut": sentence("Cut {what}")(what),
            "copy": sentence("Copy {what}")(what),
            "remove": sentence("Remove {what}")(what),
        }

    def _add_kinds(self, menu: QMenu) -> None:
        """Offer the kinds that all selected layers may become, if there are any."""
        chosen = self._studio.chosen_layers
        layers = [self._studio.project.network.layers[index] for index in self._layers]
        offered = [set(edits.kinds_for(layer)) for layer in layers]
        kinds = set.intersection(*offered) if offered else set()
        present = {type(layer) for layer in layers}
        others = [kind for kind in KINDS if kind in kinds and {kind} != present]
        if not others:
            return
        title = "Change to"
        if chosen.are_several:
            title = sentence("Change {what} to")(chosen.text)
        submenu = named(menu.addMenu(title), "layer_change_kind")
        for kind in others:
            change = partial(layer_edits.change_kind, self._studio, self._layers, kind)
            add_entry(submenu, kind.title, f"layer_to_{kind.kind}", change)
