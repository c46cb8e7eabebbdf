"""Opening a table of data: a look at its first rows, the choices, and then the reading."""

from __future__ import annotations

from nnfs_gui.data_import.data_import import DataImport

__all__ = ["DataImport"]
