"""Fills the menu bar: the menus of the table of actions, and submenus that lists fill."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import get_args

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from nnfs_core.arrays import PRECISIONS
from nnfs_core.examples import EXAMPLES, Example
from nnfs_core.layers import KINDS, Layer
from nnfs_core.learning.glossary import Term, terms
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence, size_text
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.panels.network.operations import add, place_behind
from nnfs_gui.studio.actions import COMMAND, Actions
from nnfs_gui.studio.precision import computing_in
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption
from nnfs_gui.widgets.theme import Mode

MEMORIES = (0, 250 * 10**6, 10**9, 4 * 10**9, 16 * 10**9)  # bytes; 0 for the default


class Menus:
    """Lists examples, recent files, kinds of layers, precisions and panels in the menus."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        studio: Studio,
        settings: Settings,
        files: FileOperations,
    ) -> None:
        self._window, self._studio, self._actions = window, studio, actions
        self._terms: list[QAction] = []  # read when the palette first wants them
        self._settings, self._files = settings, files
        actions.fill_menu_bar(window.menuBar())
        self._menus = actions.menus
        for example in EXAMPLES:
            self._add_example(example)
        for kind in KINDS:
            self._add_kind(kind)
        self._precisions = QActionGroup(window)
        for precision in PRECISIONS:
            self._add_precision(precision)
        self._memories = QActionGroup(window)
        for n_bytes in sorted({*MEMORIES, settings.memory_for_outputs or 0}):
            self._add_memory(n_bytes)
        looks = QActionGroup(window)
        for mode in get_args(Mode):
            looks.addAction(actions[f"view.{mode}"])
            actions.connect({f"view.{mode}": partial(self._set_look, mode)})
        actions[f"view.{studio.theme.mode}"].setChecked(True)
        actions.connect({"view.commands": self._show_commands})
        self.fill_recent()
        files.recent_changed.connect(self.fill_recent)
        studio.document.changed.connect(self._check_precision, Part.PRECISION)

    def __getitem__(self, name: str) -> QMenu:
        return self._menus[name]

    def _show_commands(self) -> None:
        """Offer every action, and the entries of the submenus, to be searched."""
        from nnfs_gui.window.command_palette import CommandPalette

        self["lessons"].aboutToShow.emit()  # which reads the lessons
        names = ("examples", "lessons", "add_layer", "precision", "memory", "panels")
        entries = [action for name in names for action in self[name].actions()]
        self._terms = self._terms or [self._term_action(term) for term in terms().values()]
        CommandPalette([*self._actions, *entries, *self._terms], self._window).show()

    def _set_look(self, mode: Mode) -> None:
        self._settings.look = mode
        self._studio.theme.set_mode(mode)

    def fill_panels(self, toggles: Iterable[QAction]) -> None:
        """Put the switch of each panel into its submenu."""
        for toggle in toggles:
            toggle.setObjectName(f"view.{toggle.text().lower().replace(' ', '_')}")
            toggle.setProperty(COMMAND, sentence("Show or hide the panel {name}")(toggle.text()))
            self["panels"].addAction(toggle)

    def fill_recent(self) -> None:
        """Read the recent files anew."""
        menu, recent = self["recent"], self._settings.recent
        menu.clear()
        menu.setToolTipsVisible(True)
        menu.setEnabled(bool(recent))
        for path in recent:
            text = plain_caption(path.name)
            open_it = partial(self._files.open, path)
            add_entry(menu, text, f"recent.{path.name}", open_it, tip=str(path))
        if recent:
            menu.addSeparator()
            add_entry(menu, "Clear this list", "recent.clear", self._forget_recent)

    def _forget_recent(self) -> None:
        self._settings.forget_all()
        self.fill_recent()

    def _add_example(self, example: Example) -> None:
        menu, name = self["examples"], f"example.{example.name}"
        open_it = partial(self._files.open_example, example)
        action = add_entry(menu, example.name, name, open_it, tip=example.summary)
        action.setProperty(COMMAND, sentence("Open the example {name}")(example.name))

    def _add_kind(self, kind: type[Layer]) -> None:
        add_entry(
            self["add_layer"],
            f"Add {kind.title}",
            f"add.{kind.kind}",
            lambda: add(self._studio, kind, place_behind(self._studio)),
            tip=kind.description,
        )

    def _term_action(self, term: Term) -> QAction:
        """What the command palette offers for a word of the glossary; no menu shows it."""
        action = QAction(f"Glossary: {term.title}", self._window)
        action.setObjectName(f"glossary.{term.id}")
        action.triggered.connect(lambda: self._studio.links.term_wanted.emit(term.id))
        return action

    def _add_precision(self, precision: str) -> None:
        action = add_entry(
            self["precision"],
            precision,
            f"precision.{precision}",
            lambda: self._studio.attempt(computing_in(self._studio.project, precision)),
            is_checked=precision == self._studio.project.precision,
        )
        action.setProperty(COMMAND, sentence("Compute in {precision}")(precision))
        self._precisions.addAction(action)

    def _add_memory(self, n_bytes: int) -> None:
        """Offer a budget for the outputs; 0 stands for a quarter of the free memory."""
        text = size_text(n_bytes) if n_bytes else "A quarter of what is free"

        def choose() -> None:
            self._settings.memory_for_outputs = n_bytes or None
            self._studio.runner.set_budget(n_bytes or None)

        tip = "Outputs beyond it, pinned ones included, are computed again where you look at them"
        is_chosen = n_bytes == (self._settings.memory_for_outputs or 0)
        menu, name = self["memory"], f"memory.{n_bytes}"
        action = add_entry(menu, text, name, choose, tip=tip, is_checked=is_chosen)
        command = sentence("Memory for outputs: {what}")(f"{text[:1].lower()}{text[1:]}")
        action.setProperty(COMMAND, command)
        self._memories.addAction(action)

    def _check_precision(self, old: Project, new: Project) -> None:
        for action in self._precisions.actions():
            action.setChecked(action.text() == new.precision)
