"""A table of numbers with the habits of a spreadsheet, for the batch and for weights alike."""

from __future__ import annotations

from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.model import MOST_ROWS_SHOWN, NumbersModel
from nnfs_gui.spreadsheet.typed import Typed
from nnfs_gui.spreadsheet.view import SpreadsheetView

__all__ = ["MOST_ROWS_SHOWN", "Block", "NumbersModel", "SpreadsheetView", "Typed"]
