"""This room reads and writes tables of text, and guesses how a table means to be read.

It may import what its parent room may.
"""

from nnfs_core.files.tables.cells import format_cells
from nnfs_core.files.tables.guess import TableGuess, preview
