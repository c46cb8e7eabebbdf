"""The explanation of the selected number."""

from __future__ import annotations

from nnfs_gui.explain_panel.panel import ExplainPanel

__all__ = ["ExplainPanel"]
