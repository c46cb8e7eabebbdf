"""The glossary panel."""

from __future__ import annotations

from nnfs_gui.glossary_panel.panel import GlossaryPanel

__all__ = ["GlossaryPanel"]
