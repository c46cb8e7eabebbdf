"""The code panel."""

from __future__ import annotations

from nnfs_gui.code_panel.panel import CodePanel

__all__ = ["CodePanel"]
