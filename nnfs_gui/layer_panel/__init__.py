"""The inspector: all about the selected layer, or the batch, with every number open to change."""

from __future__ import annotations

from nnfs_gui.layer_panel.layer_panel import LayerPanel

__all__ = ["LayerPanel"]
