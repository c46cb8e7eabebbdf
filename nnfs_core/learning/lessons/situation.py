"""Describes the situation in a lesson: the project, what of it is on the screen and in files."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnfs_core.project.place import Place
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Situation:
    """Holds what conditions see: `panels` are those visible, `tab` is the view in front."""

    project: Project
    place: Place = field(default_factory=Place)
    panels: frozenset[str] = frozenset()
    tab: str = ""
    can_redo: bool = False  # something was undone, and nothing done since
    row_a_neuron: bool = False  # weights are shown one row a neuron
    filter: str = ""  # which samples the tables and plots show
    n_saved: int = 0  # files that something was saved to, the project's own file apart
