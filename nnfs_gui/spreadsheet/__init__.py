"""This room is a table of numbers with a spreadsheet's habits, for batch and weights alike.

It may import the studio and all below; never a panel.
"""

from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.numbers_model import MOST_ROWS_SHOWN, NumbersModel
from nnfs_gui.spreadsheet.numbers_view import NumbersView
from nnfs_gui.spreadsheet.sorting_header import SortingHeader
from nnfs_gui.spreadsheet.typed import TypedNumbers
from nnfs_gui.spreadsheet.view import SpreadsheetView
