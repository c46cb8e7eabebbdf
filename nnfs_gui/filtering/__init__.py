"""This room says which samples panels show, speak of and save: the filter, a part of a split batch.

It may import the studio and all below; never a panel.
"""

from nnfs_gui.filtering.filter_bar import FilterBar
from nnfs_gui.filtering.rows_choice import RowsChoice, ask_rows
