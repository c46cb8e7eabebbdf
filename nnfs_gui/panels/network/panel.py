"""Shows the network at the left of the window: a stack of cards, and the palette below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nnfs_core.layers import Layer
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.changes import Part
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.network import operations
from nnfs_gui.panels.network.drops import Drops
from nnfs_gui.panels.network.facts import Read, facts_of
from nnfs_gui.panels.network.layer_actions import LAYER_ACTIONS
from nnfs_gui.panels.network.layer_stack import LayerStack
from nnfs_gui.panels.network.palette import Palette
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.plain import give_tip

PALETTE_SHARE = 3  # its buttons have a third of the panel's height at most


class NetworkPanel(Panel):
    """Follows document, runner and selection."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "network_panel", "Network")
        give_tip(self.header.heading, term_tip("layer"))
        self.stack = LayerStack(studio)
        Drops(self.stack)
        self.palette_of_kinds = Palette()
        self.palette_of_kinds.chosen.connect(self._add_from_palette)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.palette_of_kinds)
        studio.open_editors.watch(self.stack)
        studio.document.changed.connect(self._on_document_changed, Part.NUMBERS)
        studio.runner.finished.connect(self._refresh)
        studio.runner.stale_changed.connect(lambda: self.stack.set_stale(studio.runner.is_stale))
        studio.fetching.arrived.connect(self._refresh)
        studio.pinned.changed.connect(self._refresh)
        studio.chosen_layers.changed.connect(self.stack.show_selected)
        self._refresh()
        self.stack.show_selected()

    @property
    def main_widget(self) -> QWidget:
        return self.stack.card(self.stack.selected)

    def add_layer(self, kind: type[Layer]) -> None:
        """Add a layer of `kind` behind the selected ones, or at the end while the batch is."""
        operations.add(self.studio, kind, operations.place_behind(self.studio))

    def layer_commands(self) -> dict[str, Callable[[], None]]:
        """What can be done to the selected layers, for menus: "rename", "switch", "duplicate",
        "move_up", "move_down", "cut", "copy", "paste" and "remove". Impossible ones do nothing."""
        run = self.stack.layer_actions.run
        return {action.id: partial(run, action.id) for action in LAYER_ACTIONS}

    @property
    def edit_noun(self) -> str:
        """What the Edit menu is about here, where it is several things: "3 layers"."""
        chosen = self.studio.chosen_layers
        is_renaming = self.stack.open_editor is not None
        return chosen.text if chosen.are_several and not is_renaming else ""

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu does here: to the selected layers, or to the name being edited."""
        renamed = self.stack.open_editor
        if renamed is not None:
            editor = renamed.editor
            return {
                "cut": editor.cut,
                "copy": editor.copy,
                "paste": editor.paste,
                "select_all": editor.selectAll,
            }
        commands = self.layer_commands()
        names = ("cut", "copy", "paste", "duplicate")
        return {name: commands[name] for name in names} | {
            "clear": commands["remove"],
            "select_all": self.studio.chosen_layers.choose_all,
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.palette_of_kinds.room.set_most(self.height() // PALETTE_SHARE)

    def _add_from_palette(self, kind: type[Layer]) -> None:
        self.add_layer(kind)
        if not any(button.hasFocus() for button in self.palette_of_kinds.buttons):
            self.stack.focus_selected()  # keys now work on the new layer

    def _on_document_changed(self, old: Project, new: Project) -> None:
        runner = self.studio.runner
        shapes = old.batch.input_rows.shape, new.batch.input_rows.shape
        if old.network is not new.network or shapes[0] != shapes[1]:
            self._refresh()
            self.stack.show_selected()
        elif not (runner.is_running or runner.is_current):
            self._refresh()  # else the pictures, which alone differ, come with the pass

    def _refresh(self, _evaluation: object = None) -> None:
        project, runner = self.studio.project, self.studio.runner
        is_answered = runner.is_current or runner.is_running
        pinned = self.studio.pinned
        is_waiting = pinned.shows_differences and pinned.is_busy
        read: Read = _being_compared if is_waiting else self.studio.fetching.rows
        self.stack.show_facts(
            facts_of(
                project,
                runner.evaluation,
                not is_answered,
                read,
                pinned.comparison,
                lambda layer: self.studio.shown_places.then(Place(layer)).layer,
            )
        )
        count = project.network.parameter_count
        self.header.summary.setText(counted(count, "parameter"), sentence("{n:,} params")(count))


def _being_compared(rows: Rows, indices: range, columns: slice) -> None:
    """No rows yet: the old pictures stay until the differences are there."""
