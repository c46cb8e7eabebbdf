"""What an example is: a project that comes with the app and is built when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Example:
    """`summary` is one line for a menu; `build` gives the same project, bit for bit, each time."""

    name: str
    summary: str
    build: Callable[[], Project]
