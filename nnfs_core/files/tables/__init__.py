"""This room reads and writes tables of text, and guesses how a table means to be read.

It may import what its parent room may.
"""

from nnfs_core.files.tables.guessing.guess import preview
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.pasting.cells import format_cells
