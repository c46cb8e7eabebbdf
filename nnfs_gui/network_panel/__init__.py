"""The left column: the stack of layers and the palette that new ones come from."""

from __future__ import annotations

from nnfs_gui.network_panel.network_panel import NetworkPanel

__all__ = ["NetworkPanel"]
