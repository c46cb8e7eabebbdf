"""This room says what a network makes of each sample, as columns that are read block by block.

It may import finding and all below.
"""

from nnfs_core.results.columns import ResultColumn
from nnfs_core.results.table import ResultTable
