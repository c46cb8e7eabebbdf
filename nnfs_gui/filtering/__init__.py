"""This room says which samples panels show and speak of: the filter, and a part of a split batch.

It may import the studio and all below; never a panel.
"""

from nnfs_gui.filtering.filter_bar import FilterBar
