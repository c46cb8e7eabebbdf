"""The present network as a program."""

from __future__ import annotations

from nnfs_gui.panel import Panel
from nnfs_gui.studio import Studio


class CodePanel(Panel):
    """The present network as a program."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "code_panel", "Code")
