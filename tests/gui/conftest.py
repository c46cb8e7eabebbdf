"""What GUI tests share: a studio whose work is done at once, in a known look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from nnfs_core.project import Project
from nnfs_gui.runner import ImmediateExecutor
from nnfs_gui.studio import Studio
from nnfs_gui.theme import Theme


@pytest.fixture()
def studio(qapp: QApplication) -> Iterator[Callable[..., Studio]]:
    """Makes studios whose passes and tasks run at once; each has run its first pass."""
    made: list[Studio] = []

    def make(project: Project | None = None) -> Studio:
        theme = Theme("light")
        theme.apply()
        studio = Studio.create(project, theme=theme, executor=ImmediateExecutor())
        studio.runner.run()
        made.append(studio)
        return studio

    yield make
    for studio in made:
        studio.close()
