"""The words of the field, each with the place where it can be seen."""

from __future__ import annotations

from nnfs_gui.panel import Panel
from nnfs_gui.studio import Studio


class GlossaryPanel(Panel):
    """The words of the field, each with the place where it can be seen."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "glossary_panel", "Glossary")
