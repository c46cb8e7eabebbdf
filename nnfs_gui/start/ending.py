"""Ends the app when the system asks for it: unsaved work is kept first, and nothing is asked."""

from __future__ import annotations

import os
import signal
import socket
from threading import Thread, Timer
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from nnfs_gui.start.crash import log
from nnfs_gui.start.exit_codes import SIGNALED
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane

LONGEST_WORK = 3.0  # seconds that a save or an edit under way may go on
TOGETHER = 1.0  # seconds in which signals are one: a session ends by SIGTERM and SIGHUP at once
LONGEST = 15.0  # seconds after which the process ends, whatever is under way
NUMBERS = [
    getattr(signal, name)
    for name in ("SIGTERM", "SIGHUP", "SIGINT")
    if hasattr(signal, name)  # Windows has no SIGHUP
]
WAITED_FOR = (
    Lane.SAVING,
    Lane.EXPORTING,
    Lane.PASTING,
    Lane.EDITING_BATCH,
    Lane.EDITING_NETWORK,
)


class Ending(QObject):
    """Ends the window at SIGTERM, SIGHUP and SIGINT; at a logout it keeps unsaved work.

    What is typed and will do is entered, else it is dropped. A second signal, a moment later, ends
    the process at once. A thread listens, so that it is heard even while the window is stuck.
    """

    _asked = Signal(int)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.exit_code = 0
        self._window, self._is_ending = window, False
        self._asked.connect(self._end)
        QGuiApplication.instance().commitDataRequest.connect(self.keep)  # type: ignore[union-attr]

    def listen(self) -> None:
        """Take over the signals, on the main thread."""
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        Thread(target=self._hear, args=(ours, theirs), name="signals", daemon=True).start()
        for number in NUMBERS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                signal.signal(number, lambda number, frame: None)  # the thread hears it

    def _hear(self, ours: socket.socket, theirs: socket.socket) -> None:
        """The thread's part; it holds both ends."""
        first: float | None = None  # when the first one came
        while True:
            for number in ours.recv(64):
                if number in NUMBERS and first is None:
                    first = monotonic()
                    watch = Timer(LONGEST, os._exit, args=(SIGNALED + number,))
                    watch.daemon = True
                    watch.start()
                    self._asked.emit(number)
                elif number in NUMBERS and first is not None and monotonic() > first + TOGETHER:
                    os._exit(SIGNALED + number)

    def _end(self, number: int) -> None:
        log.info("Ending: %s", signal.Signals(number).name)
        self.exit_code = SIGNALED + number
        self.keep()
        self._window.setEnabled(False)
        self._window.studio.tasks.ended.connect(self._leave_when_idle)
        QTimer.singleShot(round(1000 * LONGEST_WORK), self, self._leave)
        self._leave_when_idle()

    def keep(self) -> None:
        """Note what is not saved, with what is typed, as before a logout: nobody can be asked."""
        for act in (
            self._window.studio.open_editors.enter_or_drop,
            self._window.recovery.note_at_once,
        ):
            try:
                act()
            except Exception:  # ending goes on
                log.exception("Ending")

    def _leave_when_idle(self) -> None:
        """Leave once no save or edit is under way; soon, for the document has to learn of it."""
        if not self._window.studio.tasks.are_busy(*WAITED_FOR):
            QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        if not self._is_ending:
            self._is_ending = True
            self.keep()
            self._window.recovery.let_go()
            self._window.close_now()
