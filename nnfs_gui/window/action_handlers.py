"""Does in the main window what each action of the table asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_core.wording import sentence
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.panels import BATCH, CODE, EXPLAIN, NETWORK, OUTPUTS, PanelEntry, Panels
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.panels.network.operations import add_starter
from nnfs_gui.panels.network.starters import starter_for
from nnfs_gui.panels.outputs.output_tabs import NAMES
from nnfs_gui.studio.about import APP_NAME, log_path
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.standardising import standardise
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainMessageBox
from nnfs_gui.window.docks import BOTTOM, LEFT, RIGHT, Docks
from nnfs_gui.window.focus import Reachable, edit_command, holds_focus, lead_to, step_to_panel
from nnfs_gui.window.go_to import GoTo
from nnfs_gui.window.scatter_actions import ScatterActions
from nnfs_gui.window.several_layers import SeveralLayers

if TYPE_CHECKING:
    from nnfs_gui.panels.batch.subset_commands import SubsetCommands

# What the Edit menu asks of whatever has the keyboard.
EDIT_COMMANDS = (
    *("cut", "copy", "paste", "clear", "fill_down", "select_all"),
    *("insert_rows", "insert_columns", "remove_rows", "remove_columns"),
)
FOLDS = {"view.fold_left": LEFT, "view.fold_bottom": BOTTOM, "view.fold_right": RIGHT}


class ActionHandlers(QObject):
    """Connects the actions to files, studio and panels; a panel that one needs is made for it.

    Menus and learning connect their own. `card` is where F6 goes before the outputs, and `strips`
    where it goes after all panels.
    """

    def __init__(
        self,
        window: QMainWindow,
        studio: Studio,
        actions: Actions,
        files: FileOperations,
        panels: Panels,
        docks: Docks,
        card: Reachable,
        strips: Reachable,
    ) -> None:
        super().__init__(window)
        self._window, self._studio, self._actions = window, studio, actions
        self._panels, self._docks = panels, docks
        self._card, self._strips = card, strips
        files.data_import.filling_wanted.connect(partial(self._prepare, PreparingPage.FILL))
        handlers: dict[str, Callable[[], object]] = {
            "file.new": files.new,
            "file.open": files.choose_file,
            "file.save": files.save,
            "file.save_as": files.save_as,
            "file.save_picture": lambda: panels[OUTPUTS].pictures.choose("PNG"),
            "file.save_matrix": lambda: panels[OUTPUTS].values.choose(),
            "file.save_results": lambda: panels[OUTPUTS].save_results(),
            "file.save_changes": lambda: panels[OUTPUTS].compare.choose_file(),
            "file.save_batch": files.save_batch,
            "file.save_program": lambda: panels[CODE].save(),
            "file.save_workbook": lambda: panels[CODE].files.choose_workbook(),
            "file.print": lambda: panels[OUTPUTS].printer.choose(),
            "file.worksheet": files.make_worksheet,
            "file.quit": window.close,
            "edit.undo": studio.document.undo,
            "edit.redo": studio.document.redo,
            "edit.keep_trial": lambda: panels[EXPLAIN].what_if.editor.keep(),
            "edit.let_go_trial": lambda: panels[EXPLAIN].what_if.editor.let_go(),
            "network.starter": partial(add_starter, studio),
            "network.standardise": partial(standardise, studio),
            "network.draw_as_book": self._draw_as_book,
            "batch.open_data": files.choose_table,
            "batch.add_sample": lambda: panels[BATCH].add_sample(),
            "batch.add_feature": lambda: panels[BATCH].add_feature(),
            "batch.pictures": self._choose_pictures,
            "batch.split": lambda: self._subsets().split(),
            "batch.remove_split": lambda: self._subsets().remove_split(),
            "batch.filter": self._filter_samples,
            **{f"batch.{page.value}": partial(self._prepare, page) for page in PreparingPage},
            "run.forward": studio.runner.run,
            "run.cancel": self._cancel_work,
            "code.run": self._run_program,
            "code.copy": lambda: panels[CODE].copy(),
            "view.back": studio.selection.back,
            "view.forward": studio.selection.forward,
            "run.pin": studio.pinned.pin_present,
            "run.unpin": studio.pinned.unpin,
            "run.compare_file": files.choose_file_to_compare,
            "view.go_to": self._go_to,
            "view.next_layer": partial(studio.selection.step_to_layer, 1),
            "view.previous_layer": partial(studio.selection.step_to_layer, -1),
            "view.next_panel": partial(self._step_to_panel, 1),
            "view.previous_panel": partial(self._step_to_panel, -1),
            "view.reset_layout": docks.reset,
            "help.keys": self._show_keys,
            "help.about": self._show_about,
        }
        for name in EDIT_COMMANDS:
            handlers[f"edit.{name}"] = partial(edit_command, name)
        for name in ("rename", "duplicate", "move_up", "move_down", "switch", "remove"):
            handlers[f"network.{name}"] = partial(self._change_layer, name)
        for subset in Subset:
            handlers[f"batch.use_{subset.title}"] = partial(self._use_for, subset)
        for number, name in enumerate(NAMES):
            handlers[f"view.{name}"] = partial(self._show_tab, number)
        for name, area in FOLDS.items():
            handlers[name] = partial(self._fold, area)
        for entry in panels.entries:
            if f"view.{entry.id}" in actions:
                handlers[f"view.{entry.id}"] = partial(self._show_panel, entry)
        actions.connect(handlers)
        docks.folding.changed.connect(self._check_folds)
        studio.links.data_wanted.connect(files.choose_table)
        studio.links.explain_wanted.connect(partial(self._show_panel, EXPLAIN))
        SeveralLayers(studio, actions, self)
        studio.document.changed.connect(lambda old, new: self._name_starter(new), Part.BATCH)
        self._name_starter(studio.project)
        ScatterActions(studio, actions, panels, docks, self)
        actions["run.live"].setChecked(studio.runner.live)
        actions["run.live"].toggled.connect(studio.runner.set_live)

    def _change_layer(self, name: str) -> None:
        self._panels[NETWORK].layer_commands()[name]()

    def _name_starter(self, project: Project) -> None:
        self._actions.set_text("network.starter", starter_for(project.batch).caption)

    def _draw_as_book(self) -> None:
        from nnfs_gui.panels.layer.book_dialog import ask_to_draw_as_book

        ask_to_draw_as_book(self._studio, self._window)

    def _show_panel(self, entry: PanelEntry[Panel]) -> None:
        self._docks.show(entry)
        lead_to(self._panels[entry])

    def _fold(self, area: Qt.DockWidgetArea) -> None:
        self._docks.fold_side(area)
        self._check_folds()

    def _check_folds(self) -> None:
        for name, area in FOLDS.items():
            self._actions[name].setChecked(self._docks.folding.is_folded(area))

    def _show_tab(self, number: int) -> None:
        self._docks.show(OUTPUTS)
        self._panels[OUTPUTS].show_tab(number)

    def _cancel_work(self) -> None:
        self._studio.tasks.cancel()
        self._studio.runner.cancel()
        if CODE in self._panels:
            self._panels[CODE].cancel_run()

    def _run_program(self) -> None:
        self._docks.show(CODE)
        self._panels[CODE].run()

    def _filter_samples(self) -> None:
        self._docks.show(BATCH)
        self._panels[BATCH].filter_bar.ask()

    def _use_for(self, subset: Subset) -> None:
        self._subsets().use_for(subset)

    def _subsets(self) -> SubsetCommands:
        """What can be said of what samples are for, in the panel of the batch, which is shown."""
        self._docks.show(BATCH)
        return self._panels[BATCH].subsets

    def _choose_pictures(self) -> None:
        self._docks.show(BATCH)
        self._panels[BATCH].choose_pictures()

    def _prepare(self, page: PreparingPage) -> None:
        self._docks.show(BATCH)
        self._panels[BATCH].prepare(page)

    def _go_to(self) -> None:
        """Ask where to go in the outputs while the keyboard is there, else in the batch."""
        outputs = self._panels[OUTPUTS]
        if holds_focus(outputs):
            GoTo("Sample, or sample, neuron", outputs.go_to, outputs).popup(outputs)
        else:
            self._docks.show(BATCH)  # the panel of the batch may be closed
            batch = self._panels[BATCH]
            GoTo("Sample, column, or sample, column", batch.go_to, batch).popup(batch)

    def _step_to_panel(self, step: int) -> None:
        if self._docks.alone is not None:
            entries = self._panels.entries
            number = entries.index(self._docks.alone) + step
            self._show_panel(entries[number % len(entries)])
            return
        folded: dict[Reachable, Callable[[], None]] = {
            self._panels[entry]: unfold for entry, unfold in self._docks.folded().items()
        }
        reachable: list[Reachable] = [*self._panels.all(), self._strips]
        reachable.insert(reachable.index(self._panels[OUTPUTS]), self._card)
        step_to_panel(reachable, step, folded)

    def _show_keys(self) -> None:
        from nnfs_gui.window.keys_dialog import KeysDialog

        KeysDialog(self._actions, self._window).open()

    def _show_about(self) -> None:
        box = named(PlainMessageBox(self._window), "about_box")
        box.setWindowTitle(f"About {APP_NAME}")
        box.setText(
            sentence("{app}: build a dense neural network and see every number in it.")(APP_NAME)
        )
        sources = sentence(
            "The Iris and Digits data come from the UCI Machine Learning Repository, licence CC BY "
            "4.0.\nUnexpected errors are written to {file}."
        )
        box.setInformativeText(sources(log_path()))
        box.open()
