"""The main window: the panels in their places, and what the actions do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.learning.learning import Learning
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.code import CodePanel
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.glossary import GlossaryPanel
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.network.operations import add_classifier
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.strips.notes import NotesStrip
from nnfs_gui.strips.pin_strip import PinnedStrip
from nnfs_gui.strips.what_if_strip import WhatIfStrip
from nnfs_gui.studio.about import APP_NAME, log_path
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.notices import NoticeStrip
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Mode
from nnfs_gui.window.command_palette import CommandPalette
from nnfs_gui.window.docks import Docks
from nnfs_gui.window.focus import edit_command, holds_focus, step_to_panel
from nnfs_gui.window.go_to import GoTo
from nnfs_gui.window.menus import Menus
from nnfs_gui.window.status_bar import StatusBar

DEFAULT_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """Network at the left, outputs over the batch in the middle, four tabs at the right."""

    def __init__(self, studio: Studio, settings: Settings, *, remember_layout: bool = True) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.resize(*DEFAULT_SIZE)
        self.studio = studio
        self._settings = settings
        self._remember_layout = remember_layout
        self._closing = self._closed = False
        self._shown = False
        self.actions_by_id = Actions(self, studio.theme)
        self.files = FileOperations(studio, settings, self)
        self.network_panel = NetworkPanel(studio)
        self.batch_panel = BatchPanel(studio)
        self.outputs_panel = OutputsPanel(studio)
        self.explain_panel = ExplainPanel(studio)
        self.explain_panel.remember_folding(settings)
        self.layer_panel = LayerPanel(studio)
        self.code_panel = CodePanel(studio, settings)
        self.glossary_panel = GlossaryPanel(studio)
        self.right_panels = (
            self.explain_panel,
            self.layer_panel,
            self.code_panel,
            self.glossary_panel,
        )
        self.notes = NotesStrip(studio)
        self.learning = Learning(
            self, studio, self.actions_by_id, self.files, settings,
            self.outputs_panel, self.batch_panel, self.explain_panel, self.glossary_panel,
            self.notes,
        )  # fmt: skip
        self._build()
        self._connect()
        self._initial_state = self.saveState()
        layout = settings.layout() if remember_layout else None
        self._restored = layout is not None
        if layout is not None:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1])
        self._show_status()

    def _build(self) -> None:
        center = QWidget()
        center.setProperty("panel", "true")
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strips = QVBoxLayout()
        strips.setContentsMargins(8, 6, 8, 0)
        strips.setSpacing(4)
        strips.addWidget(NoticeStrip(self.studio.notices, self.studio.theme))
        strips.addWidget(self.learning.card)
        strips.addWidget(WhatIfStrip(self.studio, self.actions_by_id))
        strips.addWidget(PinnedStrip(self.studio, self.actions_by_id))
        strips.addWidget(self.notes)
        column.addLayout(strips)
        column.addWidget(self.outputs_panel, 1)
        self.setCentralWidget(center)
        self._docks = Docks(self, self.network_panel, self.batch_panel, self.right_panels)
        self.setStatusBar(StatusBar(self.studio))
        self.menus = Menus(self, self.actions_by_id, self.studio, self._settings, self.files)
        self.learning.fill(self.menus["lessons"], self._docks.all)
        self.menus.fill_panels([dock.toggleViewAction() for dock in self._docks.all])
        self._build_toolbar()

    def _build_toolbar(self) -> None:
        bar = QToolBar("Toolbar")
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(18, 18))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        self.actions_by_id["run.pin"].setIconText("Pin")
        self.actions_by_id.fill_toolbar(bar)
        examples = QToolButton()
        examples.setText("Examples")
        examples.setObjectName("examples_button")
        examples.setAccessibleName("Examples")
        examples.setToolTip("Open a built-in example")
        examples.setMenu(self.menus["examples"])
        examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        examples.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addWidget(examples)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        bar.addAction(self.actions_by_id["view.commands"])
        theme = self.studio.theme
        examples.setIcon(theme.icon("examples"))
        theme.changed.connect(lambda: examples.setIcon(theme.icon("examples")))

    def _connect(self) -> None:
        studio, files, actions = self.studio, self.files, self.actions_by_id
        network, outputs, code = self.network_panel, self.outputs_panel, self.code_panel
        panels = (network, self.learning.card, outputs, self.batch_panel, *self.right_panels)
        handlers: dict[str, Callable[[], object]] = {
            "file.new": files.new,
            "file.open": files.choose_file,
            "file.save": files.save,
            "file.save_as": files.save_as,
            "file.save_picture": partial(outputs.choose_picture, "PNG"),
            "file.save_matrix": outputs.choose_values,
            "file.save_batch": files.save_batch,
            "file.save_program": code.save,
            "file.save_workbook": code.files.choose_workbook,
            "file.worksheet": files.make_worksheet,
            "file.quit": self.close,
            "edit.undo": studio.document.undo,
            "edit.redo": studio.document.redo,
            "edit.keep_trial": studio.document.keep,
            "edit.let_go_trial": studio.document.let_go,
            "network.starter": partial(add_classifier, studio),
            "batch.open_data": files.choose_table,
            "batch.add_sample": self.batch_panel.add_sample,
            "batch.add_feature": self.batch_panel.add_feature,
            "batch.filter": self._filter_samples,
            "run.forward": studio.runner.run,
            "run.cancel": self._cancel_work,
            "code.run": self._run_program,
            "code.copy": code.copy,
            "view.explain": partial(self.show_panel, self.explain_panel),
            "view.layer": partial(self.show_panel, self.layer_panel),
            "view.code": partial(self.show_panel, code),
            "view.back": studio.selection.back,
            "view.forward": studio.selection.forward,
            "run.pin": studio.pinned.pin_present,
            "run.unpin": studio.pinned.unpin,
            "run.compare_file": files.choose_file_to_compare,
            "view.go_to": self._go_to,
            "view.next_panel": partial(step_to_panel, panels, 1),
            "view.previous_panel": partial(step_to_panel, panels, -1),
            "view.reset_layout": self._reset_layout,
            "view.commands": self._show_commands,
            **self.learning.handlers(),
            "help.about": self._show_about,
        }
        for name in ("cut", "copy", "paste", "clear", "fill_down", "select_all"):
            handlers[f"edit.{name}"] = partial(edit_command, name)
        for name in ("rename", "duplicate", "move_up", "move_down", "switch", "remove"):
            handlers[f"network.{name}"] = network.layer_commands()[name]
        for number, name in enumerate(("flow", "selected_layer", "softmax", "distribution")):
            handlers[f"view.{name}"] = partial(outputs.show_tab, number)
        for mode in get_args(Mode):
            handlers[f"view.{mode}"] = partial(self._set_look, mode)
        actions.connect(handlers)
        actions["run.live"].setChecked(studio.runner.live)
        actions["run.live"].toggled.connect(studio.runner.set_live)
        actions["view.notes"].setChecked(self.notes.wanted)
        actions["view.notes"].toggled.connect(self.notes.set_wanted)
        self.notes.wanted_changed.connect(actions["view.notes"].setChecked)
        self.batch_panel.open_data_requested.connect(files.choose_table)
        studio.selection.history_changed.connect(self._show_history)
        self._show_history()
        studio.document.status_changed.connect(self._show_status)
        studio.tasks.failed.connect(studio.notices.error)

    def _show_status(self) -> None:
        document, actions = self.studio.document, self.actions_by_id
        for id, word, text in (
            ("edit.undo", "&Undo", document.undo_text),
            ("edit.redo", "&Redo", document.redo_text),
        ):
            actions[id].setEnabled(text is not None)
            actions[id].setText(word if text is None else f"{word} {_lowered(text)}")
            actions[id].setIconText(word.replace("&", ""))  # the toolbar keeps its width
        for id in ("edit.keep_trial", "edit.let_go_trial"):
            actions[id].setEnabled(document.is_trying)
        self.setWindowTitle(f"{self.files.display_name}[*] — {APP_NAME}")
        self.setWindowModified(document.is_modified)

    def _show_history(self) -> None:
        selection, actions = self.studio.selection, self.actions_by_id
        actions["view.back"].setEnabled(selection.can_go_back)
        actions["view.forward"].setEnabled(selection.can_go_forward)

    def _cancel_work(self) -> None:
        self.studio.tasks.cancel()
        self.studio.runner.cancel()
        self.code_panel.cancel_run()

    def show_panel(self, panel: Panel) -> None:
        """Bring a panel to the front, also one that was closed."""
        self._docks.show(panel)

    def _run_program(self) -> None:
        self.show_panel(self.code_panel)
        self.code_panel.run()

    def _set_look(self, mode: Mode) -> None:
        self._settings.look = mode
        self.studio.theme.set_mode(mode)

    def _reset_layout(self) -> None:
        self.restoreState(self._initial_state)
        self._docks.share_room()

    def _filter_samples(self) -> None:
        self.show_panel(self.batch_panel)
        self.batch_panel.filter_bar.ask()

    def _go_to(self) -> None:
        """Ask where to go in the outputs while the keyboard is there, else in the batch."""
        outputs, batch = self.outputs_panel, self.batch_panel
        if holds_focus(outputs):
            GoTo("Sample, or sample, neuron", outputs.go_to, outputs).popup(outputs)
        else:
            self.show_panel(self.batch_panel)  # the panel of the batch may be closed
            GoTo("Sample, column, or sample, column", batch.go_to, batch).popup(batch)

    def _show_commands(self) -> None:
        CommandPalette([*self.actions_by_id, *self.menus.entries()], self).show()

    def _show_about(self) -> None:
        box = QMessageBox(self)
        box.setObjectName("about_box")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(f"About {APP_NAME}")
        box.setText(f"{APP_NAME}: build a dense neural network and see every number in it.")
        box.setInformativeText(
            "The Iris and Digits data come from the UCI Machine Learning Repository, "
            f"licence CC BY 4.0.\nUnexpected errors are written to {log_path()}."
        )
        box.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            if not self._restored:
                self._docks.share_room()
            self._docks.dress_tabs()
            self.network_panel.stack.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.fit_to(self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of a mouse, which panels and tables leave to the window."""
        selection, (back, forward) = self.studio.selection, BACK_AND_FORWARD
        if event.button() == back:
            selection.back()
        elif event.button() == forward:
            selection.forward()
        else:
            super().mousePressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(paths) > 1:
            self.studio.notices.warn(f"One file opens at a time: {paths[0].name} it is.")
        self.files.open(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once all is saved or given up; other work under way is stopped first."""
        if not (self.files.is_safe or self._closing):
            event.ignore()
            self.files.when_safe(self.close_now)
            return
        if self._closed:  # Qt asks again when the application quits
            return
        self._closed = True
        if self._remember_layout:
            self._settings.keep_layout(self.saveGeometry(), self.saveState())
        self.hide()  # work may take a moment to end, and memory to be given back
        self.studio.close()
        super().closeEvent(event)
        QGuiApplication.quit()

    def close_now(self) -> None:
        """Close without asking about unsaved changes."""
        self._closing = True
        self.close()


def _lowered(text: str) -> str:
    """A step's name inside a sentence: "Edit input" becomes "edit input", "ReLU off" stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
