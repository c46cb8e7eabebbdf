"""Refreshes the sections of the panel while they are visible, and not while keys are held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from nnfs_gui.panels.explain.section import Section


class Refresher(QObject):
    """Refreshes sections a moment after it is asked to, however often that is.

    Hidden ones are refreshed when they become visible. One that `waits_for_rest` begins to wait
    anew each time it is asked.
    """

    def __init__(
        self,
        parent: QObject,
        sections: tuple[Section, ...],
        milliseconds: int,
        *,
        waits_for_rest: bool = False,
    ) -> None:
        super().__init__(parent)
        self._sections, self._waits_for_rest = sections, waits_for_rest
        self._stale: set[Section] = set()
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self._refresh)
        for section in sections:
            section.installEventFilter(self)

    def ask(self) -> None:
        """Have what is visible refreshed soon."""
        self._stale.update(self._sections)
        if self._waits_for_rest or not self._timer.isActive():
            self._timer.start()

    def refresh_hidden(self) -> None:
        """Refresh at once what waits for being visible; what waits for a moment goes on waiting."""
        if not self._timer.isActive():
            for section in tuple(self._stale):
                self._stale.discard(section)
                section.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched in self._stale:
            self._start()  # it has become visible
        return False

    def _start(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        for section in self._sections:
            is_there = section.isHidden() or not section.visibleRegion().isEmpty()
            if section in self._stale and is_there:
                self._stale.discard(section)
                section.refresh()
