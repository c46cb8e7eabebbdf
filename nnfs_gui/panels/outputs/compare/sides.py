"""Knows which two networks are compared: the present one, or states that are kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnfs_core.comparing.contestant import Contestant
from nnfs_core.project.project import Project
from nnfs_gui.studio.pins.kept_states import KeptStates

PRESENT = 0  # stands for the present state where others are numbers of kept ones
PRESENT_TITLE, PRESENT_NAME = "Present state", "the present state"  # in choices, in sentences


class Sides(QObject):
    """Holds the numbers of A and B; until somebody chooses, A is the newest state that is kept."""

    changed = Signal()

    def __init__(self, kept: KeptStates, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = kept
        self._chosen: list[int | None] = [None, None]
        kept.changed.connect(self._follow)

    def number(self, side: int) -> int:
        """The state on side 0, which is A, or 1."""
        chosen = self._chosen[side]
        if chosen is not None:
            return chosen
        newest = self._kept.states[-1].number if self._kept.states else PRESENT
        return newest if side == 0 else PRESENT

    def choose(self, side: int, number: int) -> None:
        """Compare with another state on a side."""
        if number != self.number(side):
            self.hold(1 - side)
            self._chosen[side] = number
            self.changed.emit()

    def hold(self, side: int) -> None:
        """Leave a side what it is, whatever else is kept from now on."""
        self._chosen[side] = self.number(side)

    def swap(self) -> None:
        """Make A what is B, and B what is A."""
        self._chosen = [self.number(1), self.number(0)]
        self.changed.emit()

    def contestant(self, side: int, present: Project) -> Contestant:
        """The network on a side, where `present` is the present project."""
        state = self._kept.of(self.number(side))
        return Contestant.of(present, PRESENT_NAME) if state is None else state.contestant

    def _follow(self) -> None:
        """Let go of states that are kept no more."""
        for side, chosen in enumerate(self._chosen):
            if chosen is not None and chosen != PRESENT and self._kept.of(chosen) is None:
                self._chosen[side] = None
        self.changed.emit()
