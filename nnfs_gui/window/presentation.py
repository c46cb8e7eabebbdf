"""Shows one panel over a whole screen in large texts, for a class or an audience."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

from nnfs_gui.panels import OUTPUTS, Panels
from nnfs_gui.strips.notes import NotesStrip
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.window.docks import Docks
from nnfs_gui.window.focus import lead_to
from nnfs_gui.window.zoom import Zoom

KEYS = (
    "Page Down, Page Up: the next layer, the one before · Up, Down: another sample · "
    "F6: another panel · Esc: end"
)
TOLD_FOR = 8_000  # ms
MARGIN = 24  # pixels below what tells the keys


@dataclass(frozen=True)
class _Before:
    """Holds how the window was."""

    layout: tuple[QByteArray, QByteArray]  # geometry and state
    window_state: Qt.WindowState
    screen: QScreen
    hidden: list[QWidget]  # what the presentation has hidden
    sizes: dict[QDockWidget, QSize]


class Presentation(QObject):
    """Takes the window to a screen with one panel, led by keys, and gives all back at the end.

    It begins with the layer that is selected, as large as its numbers can be read from afar.
    """

    def __init__(
        self,
        window: QMainWindow,
        zoom: Zoom,
        settings: Settings,
        actions: Actions,
        panels: Panels,
        docks: Docks,
        notes: NotesStrip,
    ) -> None:
        super().__init__(window)
        self._window, self._zoom, self._settings = window, zoom, settings
        self._actions, self._panels, self._docks, self._notes = actions, panels, docks, notes
        self._before: _Before | None = None
        self._keys = named(PlainLabel(KEYS, wordWrap=True), "presentation_keys", role="toast")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._keys.setParent(window)
        self._keys.hide()
        self._hide_keys = QTimer(self, singleShot=True, interval=TOLD_FOR)
        self._hide_keys.timeout.connect(self._keys.hide)
        self._shortcuts = [
            self._shortcut(QKeySequence.StandardKey.MoveToNextPage, "view.next_layer"),
            self._shortcut(QKeySequence.StandardKey.MoveToPreviousPage, "view.previous_layer"),
            self._shortcut(QKeySequence.StandardKey.Cancel, "view.present"),
        ]
        actions["view.present"].toggled.connect(lambda on: self.begin() if on else self.end())
        actions.connect({"view.next_screen": self._take_next_screen})
        self._offer_screens()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for changed in (app.screenAdded, app.screenRemoved):
            changed.connect(self._offer_screens)

    @property
    def is_on(self) -> bool:
        return self._before is not None

    @property
    def layout(self) -> tuple[QByteArray, QByteArray]:
        """The geometry and state that the window has without a presentation."""
        if self._before is not None:
            return self._before.layout
        return self._window.saveGeometry(), self._window.saveState()

    def begin(self) -> None:
        """Show the outputs of the selected layer over the whole screen."""
        if self._before is not None:
            return
        window, outputs = self._window, self._panels[OUTPUTS]
        bars: list[QWidget] = [window.menuBar(), window.statusBar()]
        bars += window.findChildren(QToolBar)
        self._before = _Before(
            self.layout,
            window.windowState(),
            window.screen(),
            [bar for bar in bars if bar.isVisible()],
            self._docks.sizes(),
        )
        for bar in self._before.hidden:
            bar.hide()
        self._notes.set_displaced("presentation", True)
        self._zoom.present(True)
        self._docks.show_alone(OUTPUTS)
        outputs.set_large(True)
        lead_to(outputs)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        screens = {screen.name(): screen for screen in QGuiApplication.screens()}
        self._take_screen(screens.get(self._settings.presentation_screen, window.screen()))
        self._actions["view.present"].setChecked(True)
        self._offer_screens()
        self._tell_keys()

    def end(self) -> None:
        """Be again as before."""
        before, self._before = self._before, None
        if before is None:
            return
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self._keys.hide()
        self._panels[OUTPUTS].set_large(False)
        self._zoom.present(False)
        self._notes.set_displaced("presentation", False)
        self._take_screen(before.screen, before.window_state)
        for bar in before.hidden:
            bar.show()
        self._docks.show_together(before.layout[1])
        self._docks.restore_sizes(before.sizes)
        self._actions["view.present"].setChecked(False)
        self._offer_screens()

    def fit(self) -> None:
        """Place what tells the keys after the window has changed its size."""
        window, keys = self._window, self._keys
        wanted = keys.fontMetrics().horizontalAdvance(KEYS) + 3 * MARGIN
        width = min(wanted, window.width() - 2 * MARGIN)
        keys.resize(width, keys.heightForWidth(width))
        left = (window.width() - width) // 2
        keys.move(left, window.height() - keys.height() - MARGIN)

    def _tell_keys(self) -> None:
        self.fit()
        self._keys.show()
        self._keys.raise_()
        self._hide_keys.start()

    def _shortcut(self, key: QKeySequence.StandardKey, action: str) -> QShortcut:
        shortcut = QShortcut(key, self._window)
        shortcut.activated.connect(self._actions[action].trigger)
        shortcut.setEnabled(False)
        return shortcut

    def _offer_screens(self, *ignored: object) -> None:
        is_offered = self.is_on and len(QGuiApplication.screens()) > 1
        self._actions["view.next_screen"].setEnabled(is_offered)

    def _take_next_screen(self) -> None:
        screens = QGuiApplication.screens()
        number = screens.index(self._window.screen()) + 1
        screen = screens[number % len(screens)]
        self._settings.presentation_screen = screen.name()
        self._take_screen(screen)

    def _take_screen(
        self, screen: QScreen, state: Qt.WindowState = Qt.WindowState.WindowFullScreen
    ) -> None:
        """Stand on a screen; a window that has one whole does not move before it gives it back."""
        window = self._window
        if screen is not window.screen():
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.setScreen(screen)
            window.move(screen.availableGeometry().topLeft())
        window.setWindowState(state)
