"""Describes the situation in a lesson: the project, what of it is on the screen and in files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from nnfs_core.project.place import Place
from nnfs_core.project.project import Project

SavedName = Literal["results", "picture", "values", "batch", "code", "workbook"]


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
    saved: tuple[SavedName, ...] = ()  # to files, one after the other; not to the project's own
