"""Defines what an example is: a project that comes with the app and is built when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Example:
    """Describes a project for a menu, `summary` in one line; `build` always gives the same bits."""

    name: str
    summary: str
    build: Callable[[], Project]
