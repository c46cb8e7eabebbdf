"""Keeps several earlier states and networks from files, to compare any two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnfs_core.comparing.contestant import Contestant
from nnfs_core.project.project import Project
from nnfs_core.wording import one_line

MOST_STATES = 8
MOST_OF_NAME = 60  # characters that a user gives a state


@dataclass(frozen=True)
class KeptState:
    """Holds the network of a state, by which people know it; not its samples.

    `number` is never that of another one. `pin` counts the pins, 0 for a file, whose `path` is
    known. `own_name` is what the user calls it.
    """

    number: int
    contestant: Contestant
    moment: str  # when it was pinned, "14:05"
    pin: int = 0
    path: Path | None = None
    own_name: str = ""

    @property
    def title(self) -> str:
        """What choices say: 'Pin 2 "before He"', 'Pin 2 (14:05)', 'model.nnfs'."""
        if self.path is not None:
            return self.path.name
        if self.own_name:
            return f'Pin {self.pin} "{self.own_name}"'
        return f"Pin {self.pin} ({self.moment})"


class KeptStates(QObject):
    """Keeps MOST_STATES at most; the oldest that has no name of its own goes for another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.states: tuple[KeptState, ...] = ()
        self._n_kept = self._n_pins = 0

    def of(self, number: int | None) -> KeptState | None:
        """The state with a number; None where it is kept no more."""
        return next((state for state in self.states if state.number == number), None)

    def keep_pin(self, project: Project, moment: str) -> KeptState:
        """Keep the network of a project as another pin."""
        self._n_pins += 1
        return self._keep(project, moment, pin=self._n_pins)

    def keep_file(self, project: Project, path: Path) -> KeptState:
        """Keep the network of a file, in the place of what the file held before."""
        before = next((state for state in self.states if state.path == path), None)
        if before is None:
            return self._keep(project, "", path=path)
        return self._replace(before, contestant=Contestant.of(project, path.name))

    def rename(self, number: int, name: str) -> None:
        """Call a pin by a name of the user's, or by none."""
        state, name = self.of(number), one_line(name, MOST_OF_NAME).strip()
        if state is not None and state.own_name != name:
            self._replace(state, own_name=name)

    def forget(self, number: int | None) -> None:
        """Keep a state no more."""
        others = tuple(state for state in self.states if state.number != number)
        if others != self.states:
            self.states = others
            self.changed.emit()

    def _keep(
        self, project: Project, moment: str, *, pin: int = 0, path: Path | None = None
    ) -> KeptState:
        self._n_kept += 1
        state = KeptState(self._n_kept, Contestant.of(project, ""), moment, pin, path)
        state = _with_name(state)
        kept = [*self.states]
        if len(kept) >= MOST_STATES:
            unnamed = [each for each in kept if not each.own_name]
            kept.remove(unnamed[0] if unnamed else kept[0])
        self.states = (*kept, state)
        self.changed.emit()
        return state

    def _replace(self, state: KeptState, **changes: object) -> KeptState:
        new = _with_name(replace(state, **changes))  # type: ignore[arg-type]  # its own fields
        self.states = tuple(new if each is state else each for each in self.states)
        self.changed.emit()
        return new


def _with_name(state: KeptState) -> KeptState:
    """The same, called in sentences as in choices."""
    return replace(state, contestant=replace(state.contestant, name=state.title))
