"""Where the selected number comes from, step by step."""

from __future__ import annotations

from nnfs_gui.panel import Panel
from nnfs_gui.studio import Studio


class ExplainPanel(Panel):
    """Where the selected number comes from, step by step."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "explain_panel", "Explain")
