"""This room reads and writes tables of text, and guesses how a table means to be read.

It may import what its parent room may.
"""

from nnfs_core.files.tables.guessing.guess import TableGuess, preview
from nnfs_core.files.tables.pasting.cells import format_cells
