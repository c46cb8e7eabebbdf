"""The panel of the input batch: samples as rows, features as columns, and perhaps a target."""

from __future__ import annotations

from nnfs_gui.batch_panel.panel import BatchPanel

__all__ = ["BatchPanel"]
