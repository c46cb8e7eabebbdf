"""Makes an edit a value: what a user does to the project, to be done at once, later, or anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter

from nnfs_core.progress import IsCancelled
from nnfs_core.project.project import Project
from nnfs_gui.work.lanes import Lane
from nnfs_gui.work.quick import is_quick

Change = Callable[[Project], Project]


class Stoppable:
    """Wraps a change that looks at many numbers and raises Cancelled when it is asked to stop."""

    def __init__(self, change: Callable[[Project, IsCancelled], Project]) -> None:
        self.change = change

    def __call__(self, project: Project) -> Project:
        return self.change(project, lambda: False)


@dataclass(frozen=True)
class EditedPart:
    """Names a part of a project for messages, and finds it: as another object it has changed."""

    name: str
    of: Callable[[Project], object]
    lane: Lane = Lane.EDITING_NETWORK  # of edits that take long


BATCH = EditedPart("batch", attrgetter("batch"), Lane.EDITING_BATCH)
NETWORK = EditedPart("network", attrgetter("network"))
WHOLE = EditedPart("project", lambda project: project)


def layer_part(index: int) -> EditedPart:
    """The layer at `index`."""

    def layer(project: Project) -> object:
        layers = project.network.layers
        return layers[index] if 0 <= index < len(layers) else None

    return EditedPart("layer", layer)


@dataclass(frozen=True)
class Edit:
    """Says all that `Studio.attempt` needs to make one step of the history.

    text: what undo names, such as "Edit input". change: makes the new project, or raises NnfsError.
    n_bytes: that it writes, about. part: what it is about; while that is the same object the edit
    may be done anew in a project that has changed otherwise. merge: steps that follow each other
    with the same key become one. waits: it reads numbers that are not in memory.
    """

    text: str
    change: Change
    n_bytes: int = 0
    part: EditedPart = WHOLE
    merge: Hashable = None
    waits: bool = False

    @property
    def is_quick(self) -> bool:
        """True when the window can wait for it."""
        return not self.waits and is_quick(bytes_copied=self.n_bytes)

    def run(self, project: Project, cancelled: IsCancelled) -> Project:
        """The project after the edit; raises Cancelled when `cancelled` says to stop, if it can."""
        if isinstance(self.change, Stoppable):
            return self.change.change(project, cancelled)
        return self.change(project)
