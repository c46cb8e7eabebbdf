"""The outputs panel: what every layer makes of the batch, to see, to compare and to save."""

from __future__ import annotations

from nnfs_gui.outputs_panel.panel import OutputsPanel

__all__ = ["OutputsPanel"]
