"""Builds the main window: panels, strips, menus and status bar in their places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.learning.learning import Learning
from nnfs_gui.panels import NETWORK, OUTPUTS, PANELS, PanelEntry, Panels
from nnfs_gui.recovery.recovery import Recovery
from nnfs_gui.strips.notes import NotesStrip
from nnfs_gui.strips.notice_strip import NoticeStrip
from nnfs_gui.strips.pin_strip import PinnedStrip
from nnfs_gui.strips.question_strip import QuestionStrip
from nnfs_gui.strips.what_if_strip import WhatIfStrip
from nnfs_gui.studio.about import APP_NAME
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.plain import plain_caption, plain_title
from nnfs_gui.window.action_handlers import ActionHandlers
from nnfs_gui.window.docks import Docks
from nnfs_gui.window.menus import Menus
from nnfs_gui.window.presentation import Presentation
from nnfs_gui.window.status_bar import StatusBar
from nnfs_gui.window.strip_stack import StripStack
from nnfs_gui.window.toolbar import Toolbar
from nnfs_gui.window.zoom import Zoom

DEFAULT_SIZE = (1440, 900)
LEAST_SIZE = QSize(800, 500)
FRAME = QSize(8, 40)  # pixels that a system may put around the window, and for its title


class MainWindow(QMainWindow):
    """Shows the network at the left, outputs over the batch in the middle, tabs at the right.

    Unsaved work is kept in the `state_folder` for a crash; without one it is not.
    """

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        *,
        remember_layout: bool = True,
        state_folder: Path | None = None,
        entries: Sequence[PanelEntry[Panel]] = PANELS,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.resize(*DEFAULT_SIZE)
        self._fit_to(self.screen())
        self.studio = studio
        self._settings = settings
        self._remember_layout = remember_layout
        self._closing = self._closed = False
        self._shown = False
        self.actions_by_id = actions = Actions(self, studio.theme, studio.open_editors)
        self.files = FileOperations(studio, settings, self, state_folder)
        self.panels = Panels(studio, settings, entries, self)
        self.menus = Menus(self, actions, studio, settings, self.files)
        self.addToolBar(Toolbar(actions, self.menus["examples"], studio.theme))
        self._docks = Docks(self, self.panels, studio.theme)
        self.menus.fill_panels([dock.toggleViewAction() for dock in self._docks.all])
        self.notes = NotesStrip(studio, self)
        self.learning = Learning(
            self, studio, actions, self.files, settings, self.panels, self.notes
        )
        self.learning.fill(self.menus["lessons"], self._docks.all)
        self.recovery = Recovery(self, studio, actions, self.files, settings, state_folder)
        self.status_bar = StatusBar(studio)
        self.setStatusBar(self.status_bar)
        middle = self._middle()
        self.setCentralWidget(middle)
        self._strips = self._make_strips(middle)
        ActionHandlers(
            self,
            studio,
            actions,
            self.files,
            self.panels,
            self._docks,
            self.learning.card,
            self._strips,
        )
        zoom = Zoom(studio.theme, settings, self._docks)
        for step, name in ((1, "zoom_in"), (-1, "zoom_out"), (0, "zoom_normal")):
            actions.connect({f"view.{name}": partial(zoom.step, step)})
        self.presentation = Presentation(
            self, zoom, settings, actions, self.panels, self._docks, self.notes
        )
        self._connect()
        layout = settings.layout() if remember_layout else None
        self._restored = layout is not None
        if layout is not None:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1])
            self._docks.folding.take(settings.folded_panels)
        self._show_status()

    def _middle(self) -> QWidget:
        """The outputs, below what the project or a lesson says."""
        center = QWidget()
        center.setProperty("panel", "true")
        above = in_column(self.learning.card, self.notes, margins=(8, 6, 8, 0), spacing=4)
        outputs = self.panels[OUTPUTS]
        center.setLayout(in_column(above, (outputs, 1), margins=(0, 0, 0, 0), spacing=0))
        return center

    def _make_strips(self, middle: QWidget) -> StripStack:
        """What comes and goes while people work."""
        studio, actions = self.studio, self.actions_by_id
        strips = (
            NoticeStrip(studio.notices, studio.theme),
            QuestionStrip("paste_strip", "How a paste is meant", studio.asking.asked),
            QuestionStrip("file_strip", "The file on the disk", self.files.foreign_changes.asked),
            QuestionStrip("data_strip", "The file of the samples", self.files.data_watch.asked),
            QuestionStrip("look_strip", "Unsaved work that is looked at", self.recovery.asked),
        )
        lowest = WhatIfStrip(studio, actions), PinnedStrip(studio, actions)
        return StripStack(self, middle, self.status_bar, strips, lowest)

    def _connect(self) -> None:
        studio, actions = self.studio, self.actions_by_id
        actions["view.notes"].setChecked(self.notes.wanted)
        actions["view.notes"].triggered.connect(self.notes.set_wanted)
        self.notes.wanted_changed.connect(actions["view.notes"].setChecked)
        actions["view.full_screen"].toggled.connect(self.set_full_screen)
        studio.selection.history_changed.connect(self._show_history)
        self._show_history()
        studio.document.status_changed.connect(self._show_status)

    def _show_status(self) -> None:
        document, actions = self.studio.document, self.actions_by_id
        for id, word, text in (
            ("edit.undo", "&Undo", document.undo_text),
            ("edit.redo", "&Redo", document.redo_text),
        ):
            actions[id].setEnabled(text is not None)
            actions[id].setText(word if text is None else f"{word} {plain_caption(_lowered(text))}")
            actions[id].setIconText(word.replace("&", ""))  # the toolbar keeps its width
        for id in ("edit.keep_trial", "edit.let_go_trial"):
            actions[id].setEnabled(document.is_trying)
        self.setWindowTitle(f"{plain_title(self.files.display_name)}[*] — {APP_NAME}")
        self.setWindowModified(document.is_modified)

    def _show_history(self) -> None:
        selection, actions = self.studio.selection, self.actions_by_id
        actions["view.back"].setEnabled(selection.can_go_back)
        actions["view.forward"].setEnabled(selection.can_go_forward)

    def show_panel(self, entry: PanelEntry[Panel]) -> None:
        """Bring a panel to the front, also one that was closed."""
        self._docks.show(entry)

    def show_on_screen(self) -> None:
        """Show the window; where the screen is smaller than it wants to be, on all of that."""
        room = self.screen().availableSize()
        needed = self.size() + FRAME
        if needed == needed.boundedTo(room):
            self.show()
        else:
            self.resize(self.size().boundedTo(room))  # for what is laid out before it is shown
            self.showMaximized()

    def _fit_to(self, screen: QScreen) -> None:
        """Never be larger than a screen has room for, whatever the panels would like to have."""
        self.setMinimumSize(LEAST_SIZE.boundedTo(screen.availableSize()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.windowHandle().screenChanged.connect(self._fit_to)
            if not self._restored:
                self._docks.share_room()
            self.panels[NETWORK].stack.setFocus()

    def set_full_screen(self, wanted: bool) -> None:
        """Take the whole screen, or be again as before: maximized or not."""
        flag = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | flag if wanted else self.windowState() & ~flag)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:  # also by the system's own keys
            self.actions_by_id["view.full_screen"].setChecked(self.isFullScreen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.fit_to(self.height())
        self.presentation.fit()
        self._strips.fit()

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
        if not paths:  # of the web, which nothing is loaded from
            return
        event.acceptProposedAction()
        if len(paths) > 1:
            text = sentence("One file opens at a time: {name} it is.")(paths[0].name)
            self.studio.notices.warn(text)
        self.files.open(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once all is saved and written, or given up; other work is stopped first."""
        if not (self._closing or self.studio.open_editors.enter()):
            event.ignore()  # what is typed is to be mended first
            return
        if not (self.files.is_safe or self._closing):
            event.ignore()
            self.files.when_safe(lambda: self.files.when_written(self.close_now))
            return
        if self._closed:  # Qt asks again when the application quits
            return
        self._closed = True
        if self._remember_layout:
            folded = self._docks.folding.groups
            self._settings.keep_layout(*self.presentation.layout, folded)
        self.hide()  # work may take a moment to end, and memory to be given back
        self.studio.close()
        self.recovery.close()
        super().closeEvent(event)
        QGuiApplication.quit()

    def close_now(self) -> None:
        """Close without asking about unsaved changes."""
        self._closing = True
        self.close()


def _lowered(text: str) -> str:
    """A step's name inside a sentence: "Edit input" becomes "edit input", "ReLU off" stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
