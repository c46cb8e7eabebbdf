"""Defines what an example is: a project that comes with the app and is built when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Example:
    """Describes a project for a menu, `summary` in one line."""

    name: str
    summary: str
    _make: Callable[[], Project]

    def build(self) -> Project:
        """The project, titled as the example is named, always with the same bits."""
        return replace(self._make(), title=self.name)


def example(name: str, summary: str) -> Callable[[Callable[[], Project]], Example]:
    """Makes an example of the function that builds its project."""
    return partial(Example, name, summary)
